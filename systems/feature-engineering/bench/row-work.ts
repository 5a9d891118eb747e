import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, fit, frameOf, numbersIn, type Frame } from '../src/index.ts';
import { benchSpec, readBenchTable, type BenchRow } from './bench-table.ts';
import type { RowAnswer } from './measurements.ts';

const [blocks, calls] = [7, 20_000];

/** Fits a pipeline on the table of a folder and asks it for the rows in its `rows.json`, one at a time. */
export function row(folder: string): RowAnswer {
  const steps = [{ name: 'columns', transformer: benchSpec }];
  const fitted = fit({ kind: 'Pipeline', steps }, readBenchTable(folder));
  const compiled = compile(fitted);
  const rows = JSON.parse(readFileSync(join(folder, 'rows.json'), 'utf8')) as BenchRow[];
  // From an object with the values of a row to its features.
  const answer = (given: BenchRow): Frame =>
    compiled.run(
      frameOf(
        fitted.columns.map(({ name, type }) =>
          type === 'number'
            ? { name, type, values: Float64Array.of(Number(given[name])) }
            : { name, type, values: [String(given[name])] },
        ),
      ),
    );
  /** Mean seconds of a call. */
  const block = (): number => {
    const start = performance.now();
    for (let call = 0; call < calls; call++) answer(rows[call % rows.length] as BenchRow);
    return (performance.now() - start) / 1000 / calls;
  };
  block();
  const seconds = Array.from({ length: blocks }, block);
  const first = answer(rows[0] as BenchRow);
  return { seconds, values: first.columns.map(({ name }) => numbersIn(first, name)[0] ?? Number.NaN) };
}
