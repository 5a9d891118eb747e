import { compile, fit, fitTransform, frameOf, numbersIn, type Frame } from '../src/index.ts';
import { benchSpec, readBenchTable } from './bench-table.ts';
import type { BatchAnswer, Timed } from './measurements.ts';
import { watchMemory } from '@modelfolio/measuring/watch-memory';

/** Fits, then transforms the table of a folder. */
export function apart(folder: string): BatchAnswer {
  const frame = warmed(folder);
  const [fitted, fitTime] = measured(() => fit(benchSpec, frame));
  const [out, transform] = measured(() => compile(fitted).run(frame));
  return { fit: fitTime, transform, sums: sumsOf(out) };
}

/** Both at once. */
export function together(folder: string): BatchAnswer {
  const frame = warmed(folder);
  const [{ frame: out }, time] = measured(() => fitTransform(benchSpec, frame));
  return { fitTransform: time, sums: sumsOf(out) };
}

function measured<Result>(work: () => Result): [Result, Timed] {
  const tellMemory = watchMemory();
  const start = performance.now();
  const result = work();
  const seconds = (performance.now() - start) / 1000;
  return [result, { seconds, ...tellMemory() }];
}

/** The table, when everything has run once on a thousand of its rows, as in `interop/bench_features.py`. */
function warmed(folder: string): Frame {
  const frame = readBenchTable(folder);
  fitTransform(
    benchSpec,
    frameOf(
      frame.columns.map((column) =>
        column.type === 'number'
          ? { ...column, values: column.values.slice(0, 1000) }
          : { ...column, values: column.values.slice(0, 1000) },
      ),
    ),
  );
  return frame;
}

/** Sum of the squares of each column: all sides must have made the same. */
function sumsOf(frame: Frame): number[] {
  return frame.columns.map(({ name }) => {
    let sum = 0;
    for (const value of numbersIn(frame, name)) sum += value ** 2;
    return sum;
  });
}
