import { fitStream } from '../src/streaming/fit-stream.ts';
import { openRows } from '../src/streaming/open-rows.ts';
import { transformStream } from '../src/streaming/transform-stream.ts';
import { benchSpec } from './bench-table.ts';
import type { StreamTimes } from './measurements.ts';

/** Fits on a CSV file and transforms it, a batch at a time; what comes out is counted and dropped. */
export async function stream(file: string): Promise<Omit<StreamTimes, 'bytes'>> {
  const start = performance.now();
  const source = await openRows(file);
  try {
    const fitted = await fitStream(benchSpec, source);
    const between = performance.now();
    let rows = 0;
    for await (const frame of transformStream(fitted, source)) rows += frame.rows;
    const end = performance.now();
    return {
      rows,
      fitSeconds: (between - start) / 1000,
      transformSeconds: (end - between) / 1000,
      peakBytes: process.resourceUsage().maxRSS * 1024,
    };
  } finally {
    await source.close();
  }
}
