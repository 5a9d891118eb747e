import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Frame } from '../src/frame/frame.ts';
import type { CensusEffects } from './census-effects.ts';
import type { CensusPart } from './census-files.ts';
import { fetchCensus, type FetchCensusOptions } from './fetch-census.ts';
import { readCensus } from './read-census.ts';

/** The census data in the publisher's two parts. */
export interface CensusData extends Record<CensusPart, Frame> {
  /** `sha256:` of the two files' hashes, those of `train` first. */
  digest: string;
  /** Where each file was read from, for people. */
  origins: Record<CensusPart, string>;
}

/** As for `fetchCensus`, with the project in place of the folder. */
export interface LoadCensusOptions extends Omit<FetchCensusOptions, 'folder'> {
  /** The project's folder; the files are kept in `.cache/census-income` in it. */
  root: string;
}

/**
 * The census data: 32,561 rows to learn from and 16,281 to be judged on. The files are downloaded when the
 * project has none.
 *
 * @example
 * const { train, test } = await loadCensus({ root: process.cwd() });
 *
 * @throws FeaturesError `file-unreadable`, `value-invalid`
 */
export async function loadCensus(
  { root, ...options }: LoadCensusOptions,
  effects?: CensusEffects,
): Promise<CensusData> {
  const folder = join(root, '.cache', 'census-income');
  const { train, test } = await fetchCensus({ ...options, folder }, effects);
  const digest = createHash('sha256').update(`${train.sha256}\n${test.sha256}\n`).digest('hex');
  return {
    train: readCensus(train.bytes, train.path),
    test: readCensus(test.bytes, test.path),
    digest: `sha256:${digest}`,
    origins: { train: train.origin, test: test.origin },
  };
}
