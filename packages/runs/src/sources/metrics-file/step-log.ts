import { RunsError } from '../../runs-error.ts';
import { flatten } from '../loose-values.ts';
import { draftRun, millisecondsOf, numberOf, type DraftRun } from './draft-run.ts';

/** Names of the counter of a log, the first that is there; then of its clock. */
const COUNTERS = ['step', 'global_step', 'iteration', 'iter', 'epoch'];
const CLOCKS = ['timestamp', 'wall_time', 'time'];
/** What loggers write where nothing was logged: Keras writes `NA`. */
const BLANK: ReadonlySet<unknown> = new Set(['', 'NA', null, undefined]);

/** The counter among the fields of a record, or `null` when it is no step of a log. */
export function counterOf(fields: Iterable<string>): string | null {
  const names = new Set(fields);
  return COUNTERS.find((name) => names.has(name)) ?? null;
}

/** Collects the records of a log, a step each, into one run. */
export class StepLog {
  readonly run: DraftRun = draftRun();
  readonly #counter: string;
  readonly #file: string;
  #last = -1;

  constructor(counter: string, file: string) {
    this.#counter = counter;
    this.#file = file;
  }

  /** @throws RunsError `run-invalid`, naming file, row and field */
  add(record: Record<string, unknown>, row: number): void {
    const place = (field: string): string => `row ${row}, ${field}`;
    const counted = record[this.#counter];
    let step = this.#last + 1;
    if (!BLANK.has(counted)) {
      const number = numberOf(counted, this.#file, place(this.#counter));
      if (!Number.isSafeInteger(number) && !Number.isInteger(Number(number)))
        throw new RunsError('run-invalid', `expected a whole step, got ${JSON.stringify(counted)}`, {
          file: this.#file,
          field: place(this.#counter),
        });
      step = Number(number);
    } else if (this.#last < 0) step = 0;
    else step = this.#last;
    this.#last = step;
    const clock = CLOCKS.find((name) => !BLANK.has(record[name]));
    const timestamp = clock === undefined ? null : millisecondsOf(record[clock]);
    for (const [key, value] of flatten(record, this.#file)) {
      if (key === this.#counter || CLOCKS.includes(key) || BLANK.has(value)) continue;
      if (typeof value === 'boolean') continue;
      this.run.columns.add(key, { step, value: numberOf(value, this.#file, place(key)), timestamp });
    }
  }
}
