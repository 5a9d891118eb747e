/** One operation in a process. */
export interface Timed {
  seconds: number;
  /** Peak of the process's resident memory meanwhile. */
  peakBytes: number;
  /** Its memory before, with the table loaded. */
  inputBytes: number;
}

/** Who transforms the table, by the name that `interop/bench_features.py` has for it. */
export const contestants = {
  modelfolio: 'Modelfolio',
  'scikit-learn': 'scikit-learn, dense',
  'scikit-learn-str': 'scikit-learn, dense, text as pandas has it',
  'scikit-learn-sparse': 'scikit-learn, sparse, as it comes',
  polars: 'Polars, double precision',
  'polars-bytes': 'Polars, a byte for each category',
} as const;
export type Contestant = keyof typeof contestants;

/** What a process tells of the table. */
export interface BatchAnswer {
  /** Sum of the squares of each column that came out. */
  sums: number[];
  fitTransform?: Timed;
  fit?: Timed;
  transform?: Timed;
  /** Versions of a rival's packages. */
  packages?: Record<string, string>;
}

/** What a process tells of single rows. */
export interface RowAnswer {
  /** Mean of a call, for each block of calls. */
  seconds: number[];
  /** Features of the first row. */
  values: number[];
}

/** What a contestant took, a value for each repetition. */
export interface BatchTimes {
  fitTransform: Timed[];
  /** Where the two were asked for one after the other too. */
  fit?: Timed[];
  transform?: Timed[];
}

/** One CSV, streamed. */
export interface StreamTimes {
  bytes: number;
  rows: number;
  fitSeconds: number;
  transformSeconds: number;
  /** Of the whole process. */
  peakBytes: number;
}

/** All that the benchmark measured. */
export interface Measurements {
  rows: number;
  batch: Record<Contestant, BatchTimes>;
  /** Seconds of a call with one row, a block of calls each. */
  row: { modelfolio: number[]; 'scikit-learn': number[] };
  stream: { small: StreamTimes; large: StreamTimes };
  /** Versions of the rivals' packages. */
  packages: Record<string, string>;
}
