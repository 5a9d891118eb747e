/** One file of Fashion-MNIST as published by Zalando Research. */
export interface DatasetFile {
  part: 'train' | 'test';
  content: 'images' | 'labels';
  /** File name at the publisher. */
  name: string;
  /** Shape its IDX header must state. */
  shape: number[];
  /**
   * SHA-256 of the decompressed content. The compressed bytes are not compared: distributions
   * compress the same content again.
   */
  sha256: string;
}

/** The four files, images before labels. */
export const datasetFiles: readonly DatasetFile[] = [
  {
    part: 'train',
    content: 'images',
    name: 'train-images-idx3-ubyte.gz',
    shape: [60_000, 28, 28],
    sha256: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
  },
  {
    part: 'train',
    content: 'labels',
    name: 'train-labels-idx1-ubyte.gz',
    shape: [60_000],
    sha256: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
  },
  {
    part: 'test',
    content: 'images',
    name: 't10k-images-idx3-ubyte.gz',
    shape: [10_000, 28, 28],
    sha256: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
  },
  {
    part: 'test',
    content: 'labels',
    name: 't10k-labels-idx1-ubyte.gz',
    shape: [10_000],
    sha256: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
  },
];

/** Where the files are published; tried in order. */
export const publisherAddresses: readonly string[] = [
  'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com',
  'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion',
];

/** Class names in the order of the labels 0 to 9. */
export const classNames: readonly string[] = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
];
