import type { DiskReading, Interruption, Network, Terminal } from '@modelfolio/command-line/effects';
import type { RunRecord } from '@modelfolio/schemas';

/** What a source may do: look and read, never write. */
export type SourceEffects = DiskReading &
  Interruption &
  Network &
  Pick<Terminal, 'note'> & {
    /** Seconds that a database may take for one answer (default: 300). */
    readonly timeLimit?: number | undefined;
  };

/** A run as its source lists it: enough to choose by and to see whether it changed; the rest on demand. */
export interface ListedRun {
  /** The record's `id`: unique within the location. */
  readonly id: string;
  /** Name of the experiment, as in the record. */
  readonly experiment: string;
  /** The tracker's id of the experiment, where it has one besides the name. */
  readonly experimentId: string | null;
  readonly name: string;
  /** ISO 8601, as in the record. */
  readonly startTime: string | null;
  /**
   * Text that differs whenever `load` would yield another record, made without reading histories:
   * a second ingest loads only what changed. `null` where only loading can tell.
   */
  readonly fingerprint: string | null;
  /**
   * Reads the whole record. Called while its run is the latest one listed, or never.
   *
   * @throws RunsError `run-invalid`, naming file and field
   */
  load(): Promise<RunRecord>;
}

/**
 * A place runs are read from: one driver a file in this folder, all held to the suite in `test/source-contract.ts`.
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
   * Lists the location's runs in a stable order, each once. Unknown is `null`, never invented. Holds in memory what
   * one run needs, however many there are.
   *
   * @throws RunsError `source-unreadable` when the store as a whole cannot be read
   */
  list(location: string, effects: SourceEffects): AsyncIterable<ListedRun>;
}
