import { createHash } from 'node:crypto';
import { feedsOf, type InputSide, type Table, type Tensor } from '@modelfolio/inference';

/** Rows turned into tensors at once. */
const batch = 1000;

/**
 * What goes into the model for each row, as a short text: two rows with the same one are the same to the model, however their
 * files write them, and whatever else stands in them.
 *
 * @throws InferenceError `table` for a cell that the model cannot take, naming line and column
 */
export function rowKeys(sides: InputSide, table: Table): string[] {
  const keys: string[] = [];
  for (let start = 0; start < table.rows; start += batch) {
    const end = Math.min(start + batch, table.rows);
    const parts = Object.values(feedsOf(sides, table, start, end)).map((tensor) =>
      partOf(tensor, end - start),
    );
    for (let row = 0; row < end - start; row++) {
      const hash = createHash('sha256');
      for (const part of parts) hash.update(part(row));
      keys.push(hash.digest('base64'));
    }
  }
  return keys;
}

/** A row's part of a tensor, as bytes or as text that no other values give. */
function partOf({ data, shape }: Tensor, rows: number): (row: number) => Uint8Array | string {
  const width = shape.reduce((product, size) => product * size, 1) / rows;
  if (!ArrayBuffer.isView(data))
    return (row) => JSON.stringify((data as readonly string[]).slice(row * width, (row + 1) * width));
  return (row) => {
    const part = data.subarray(row * width, (row + 1) * width);
    return new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
  };
}
