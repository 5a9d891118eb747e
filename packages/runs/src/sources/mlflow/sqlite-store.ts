import { Failure } from '@modelfolio/failures';
import { isStop } from '@modelfolio/inference/inference-error';
import { programBeside } from '@modelfolio/inference/node/program-beside';
import { defaultTimeLimit } from '@modelfolio/inference/node/session-pool';
import { Supervisor } from '@modelfolio/inference/node/supervisor';
import { RunsError, type RunsErrorCode } from '../../runs-error.ts';
import type { SourceEffects } from '../source.ts';
import { ReadAhead } from './read-ahead.ts';
import type { SqliteDetails, SqlitePage, SqliteRun } from './sqlite-runs.ts';
import type { Place } from './unreadable.ts';

type Child = Supervisor['children'][number];

/** One process reads all stores, one after the other. */
const supervisor = new Supervisor(programBeside(import.meta.url, 'sqlite-child'));

/** A database of MLflow, read in a process of its own that is ended when it takes too long or on Ctrl-C. */
export class SqliteStore {
  readonly #place: Place;
  readonly #limits: { timeLimit: number; signal: AbortSignal };
  readonly #release = supervisor.hold();
  readonly #handles = new WeakMap<Child, number>();
  #details: ReadAhead<SqliteRun, SqliteDetails> | null = null;

  /** @param place whose `location` is the path of the file */
  constructor(place: Place, { signal, timeLimit = defaultTimeLimit }: SourceEffects) {
    this.#place = place;
    this.#limits = { timeLimit, signal };
  }

  /** Every active run, in the order they were made. @throws RunsError `source-unreadable` */
  async *runs(): AsyncGenerator<SqliteRun> {
    let after: number | null = null;
    do {
      const page: SqlitePage = (await this.#ask('page', { after })) as SqlitePage;
      this.#details = new ReadAhead(page.runs, (runs) => this.#read(runs));
      yield* page.runs;
      after = page.last;
    } while (after !== null);
  }

  /**
   * What a list does not show of the run that was listed last.
   *
   * @throws RunsError `run-invalid`, `source-unreadable`
   */
  async details(run: SqliteRun): Promise<SqliteDetails> {
    if (!this.#details) throw new RangeError('no run has been listed');
    return this.#details.of(run);
  }

  async close(): Promise<void> {
    await supervisor.onEach(async (child) => {
      const handle = this.#handles.get(child);
      const { timeLimit } = this.#limits;
      // Also when the signal has been aborted: other stores may be read in that process.
      if (handle !== undefined) await child.call('close', { handle }, [], { timeLimit });
    });
    this.#release();
  }

  async #read(runs: readonly SqliteRun[]): Promise<readonly SqliteDetails[]> {
    const wanted = runs.map(({ runId, modelIds }) => ({ runId, modelIds }));
    return (await this.#ask('details', { runs: wanted })) as readonly SqliteDetails[];
  }

  async #ask(name: string, body: object): Promise<unknown> {
    try {
      return await supervisor.exclusive(async (child) => {
        const question = { handle: await this.#handleIn(child), ...body };
        return (await child.call(name, question, [], this.#limits)).body;
      }, this.#limits.signal);
    } catch (error) {
      throw toRunsError(error, this.#place.location);
    }
  }

  async #handleIn(child: Child): Promise<number> {
    const known = this.#handles.get(child);
    if (known !== undefined) return known;
    const handle = (await child.call('open', { place: this.#place }, [], this.#limits)).body as number;
    this.#handles.set(child, handle);
    return handle;
  }
}

/** What the child threw as what it was there; a child that was ended as a store that cannot be read. */
function toRunsError(error: unknown, file: string): unknown {
  if (isStop(error))
    return new RunsError('source-unreadable', `reading it was given up: ${error.reason}`, {
      file,
      hint:
        error.code === 'time-limit'
          ? 'a view in it may never end; give it longer with --time-limit <seconds>'
          : 'restore a copy, or try sqlite3 <file> .recover',
      cause: error,
    });
  if (!(error instanceof Failure)) return error;
  const { code, reason, place, hint, cause } = error;
  return new RunsError(code as RunsErrorCode, reason, { ...place, hint, cause });
}
