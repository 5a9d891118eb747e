import type { RunRecord } from '@modelfolio/schemas';
import type { Effects } from '../effects.ts';

/** What a source may do: look and read, never write. */
export type SourceEffects = Pick<Effects, 'readFile' | 'listFolder' | 'kindOf' | 'signal'>;

/**
 * A place runs are read from: one driver a file in this folder, all held to the suite in `contract.ts`.
 * To add one: write it, add it to `registry.ts`, call the suite in its test.
 */
export interface RunSource {
  /** Kebab-case name, the `origin.tracker` of every record it yields. */
  readonly name: string;
  /** What it reads, in a few words, for `modelfolio ingest --help`. */
  readonly reads: string;
  /**
   * Whether this source can read the location: an absolute path or an address.
   * Looks at names and first bytes only; answers `false` for what is not there.
   */
  detect(location: string, effects: SourceEffects): Promise<boolean>;
  /**
   * Yields the location's runs in a stable order, each once, as {@link RunRecord}s that fit the schema.
   * Unknown is `null`, never invented.
   *
   * @throws ModelfolioError `run-invalid`, naming file and field of a run that cannot be read
   */
  read(location: string, effects: SourceEffects): AsyncIterable<RunRecord>;
}
