import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { frameOf, type Column, type Frame, type TransformerSpec } from '../src/index.ts';
import { NumpyRandom } from '@modelfolio/statistics/numpy-random';

/** Names of the columns of numbers: whole, normal, skewed, far from zero and of several sizes. */
export const numberNames = ['age', 'weight', 'years', 'gain', 'loss', 'hours', 'height', 'rate', 'distance'];
/** Columns of text, and how many categories each has. The one of rank k is as common as 1 / k. */
export const textSizes = { sex: 2, work: 8, school: 16, country: 40 };

/** The same as `interop/bench_features.py` builds. */
export const benchSpec: TransformerSpec = {
  kind: 'ColumnTransformer',
  transformers: [
    { name: 'numbers', columns: { type: 'number' }, transformer: { kind: 'StandardScaler' } },
    {
      name: 'words',
      columns: { type: 'text' },
      transformer: { kind: 'OneHotEncoder', handleUnknown: 'ignore' },
    },
  ],
};

/** A row as a service gets it: names and values. */
export type BenchRow = Record<string, number | string>;

/** Makes one row after the other, always the same ones. */
function* benchRows(): Generator<BenchRow, never, void> {
  const random = new NumpyRandom(20_171_107);
  const draws = Object.entries(textSizes).map(([name, size]) => [name, categoryDraw(name, size)] as const);
  for (;;) {
    const normal = random.normal();
    const skewed = -Math.log(1 - random.share());
    yield {
      age: 17 + Math.floor(74 * random.share()),
      weight: round(189_000 + 105_000 * normal),
      years: 1 + Math.floor(16 * random.share()),
      gain: random.share() < 0.92 ? 0 : round(9000 * skewed),
      loss: random.share() < 0.95 ? 0 : round(1900 + 350 * normal),
      hours: 1 + Math.floor(99 * random.share()),
      height: round(1.75 + 0.1 * normal),
      rate: round(skewed / 100),
      distance: round(1e6 + 20 * random.share()),
      ...Object.fromEntries(draws.map(([name, draw]) => [name, draw(random.share())])),
    };
  }
}

/** The first so many of the rows. */
export function firstBenchRows(count: number): BenchRow[] {
  const rows = benchRows();
  return Array.from({ length: count }, () => rows.next().value);
}

/** Four digits after the point, as files have them. */
const round = (value: number): number => Math.round(value * 1e4) / 1e4;

function categoryDraw(name: string, size: number): (at: number) => string {
  const words = Array.from({ length: size }, (_, rank) => `${name} of kind ${rank + 1}`);
  let sum = 0;
  const sums = words.map((_, rank) => (sum += 1 / (rank + 1)));
  return (at) => words[sums.findIndex((bound) => at * sum < bound)] as string;
}

/**
 * Writes so many rows for both languages to read: `numbers.f64`, column after column, and for each column of text its
 * `words` and a byte a row that numbers them.
 */
export function writeBenchTable(folder: string, rows: number): void {
  const numbers = numberNames.map(() => new Float64Array(rows));
  const texts = Object.keys(textSizes).map((name) => ({
    name,
    codes: new Uint8Array(rows),
    places: new Map<string, number>(),
  }));
  const source = benchRows();
  for (let row = 0; row < rows; row++) {
    const values = source.next().value;
    numberNames.forEach((name, at) => ((numbers[at] as Float64Array)[row] = values[name] as number));
    for (const { name, codes, places } of texts) {
      const word = values[name] as string;
      if (!places.has(word)) places.set(word, places.size);
      codes[row] = places.get(word) as number;
    }
  }
  numberNames.forEach((name, at) => writeFileSync(join(folder, `${name}.f64`), numbers[at] as Float64Array));
  for (const { name, codes, places } of texts) {
    writeFileSync(join(folder, `${name}.u8`), codes);
    writeFileSync(join(folder, `${name}.json`), JSON.stringify([...places.keys()]));
  }
}

/** Reads what {@link writeBenchTable} wrote. */
export function readBenchTable(folder: string): Frame {
  const numbers = numberNames.map((name): Column => {
    const bytes = readFileSync(join(folder, `${name}.f64`));
    return {
      name,
      type: 'number',
      values: new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8),
    };
  });
  const texts = Object.keys(textSizes).map((name): Column => {
    const words = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as string[];
    const codes = readFileSync(join(folder, `${name}.u8`));
    return { name, type: 'text', values: Array.from(codes, (code) => words[code] as string) };
  });
  return frameOf([...numbers, ...texts]);
}
