import type { Effects } from './effects.ts';

/** Shows how far an evaluation has come: rows done, rows a second. */
export function rowProgress(effects: Effects, model: string): (rows: number, total: number) => void {
  const start = effects.elapsed();
  return (rows, total) => {
    const rate = rows / Math.max(0.001, (effects.elapsed() - start) / 1000);
    effects.progress(`${model}: ${rows} of ${total} rows, ${Math.round(rate)} rows/s`);
  };
}
