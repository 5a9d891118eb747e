import { closeSync, openSync, writeSync } from 'node:fs';
import { firstBenchRows, numberNames, textSizes } from './bench-table.ts';

const blockRows = 50_000;

/**
 * Writes a CSV file of about so many bytes: a block of rows again and again, since what is in it does not matter for
 * memory.
 *
 * @returns number of its rows and bytes
 */
export function writeBenchCsv(path: string, bytes: number): { rows: number; bytes: number } {
  const names = [...numberNames, ...Object.keys(textSizes)];
  const block = Buffer.from(
    firstBenchRows(blockRows)
      .map((row) => `${names.map((name) => row[name]).join(',')}\n`)
      .join(''),
  );
  const header = Buffer.from(`${names.join(',')}\n`);
  const file = openSync(path, 'w');
  try {
    let size = writeSync(file, header);
    let rows = 0;
    for (; size < bytes; rows += blockRows) size += writeSync(file, block);
    return { rows, bytes: size };
  } finally {
    closeSync(file);
  }
}
