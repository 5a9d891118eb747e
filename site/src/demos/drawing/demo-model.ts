import type { EngineSpec, ServedFile } from '@modelfolio/pages/engine/inference-engine';

/** One part of the evaluation set as it is served: gzip-compressed IDX files. */
export type Shard = { images: ServedFile; labels: ServedFile; rows: number };

/** A test image that comes with the page. */
export type Sample = { index: number; label: number; /** Greyscale PNG as a `data:` URL. */ png: string };

/** All that the demos of one image classifier need, as plain data in the page. */
export type DemoModel = {
  id: string;
  title: string;
  classes: string[];
  width: number;
  height: number;
  /** One for each runtime the model is shipped for, the lightest first. */
  engines: EngineSpec[];
  /** Rows of the evaluation set. */
  rows: number;
  shards: Shard[];
  /** Rows the model gets wrong. */
  mistakeIndices: number[];
  samples: Sample[];
};
