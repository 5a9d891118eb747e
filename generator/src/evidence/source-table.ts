import { gunzip } from '@modelfolio/inference/node/gunzip';
import { parseIdx } from '@modelfolio/inference/idx';
import { readTable, tableOf, type Table } from '@modelfolio/inference';

/**
 * A table that somebody gave: CSV, Parquet, NPZ, or images as IDX (also gzip-compressed).
 *
 * @throws InferenceError `table` or `idx`
 */
export async function sourceTable(bytes: Uint8Array, name: string): Promise<Table> {
  if (!/[.-]idx\d?(?:-ubyte)?(?:\.gz)?$|idx\d-ubyte/i.test(name)) return readTable(bytes, name);
  const { shape, data } = parseIdx(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzip(bytes) : bytes, [3, 4]);
  const images = { shape: shape.slice(1), values: data };
  return tableOf(name, new Map(), shape[0] ?? 0, null, new Map([['images', images]]));
}
