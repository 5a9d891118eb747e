import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { emptyFrame, frameOf, type Column, type Frame } from '../frame/frame.ts';
import type { RowSource } from './row-source.ts';

/** A folder that is gone after the test. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rows-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A file of a test that is gone after it. */
export function testFile(name: string, content: string | Uint8Array): string {
  const path = join(testFolder(), name);
  writeFileSync(path, content);
  return path;
}

/** All that comes. */
export async function collected<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** All rows of a source as one frame. */
export async function allRows(source: RowSource): Promise<Frame> {
  const parts = await collected(source.batches());
  const rows = parts.reduce((sum, frame) => sum + frame.rows, 0);
  const first = parts[0] ?? emptyFrame(source.columns);
  const columns = first.columns.map(({ name, type }, at): Column => {
    const own = parts.map((frame) => frame.columns[at] as Column);
    return type === 'number'
      ? { name, type, values: Float64Array.from(own.flatMap(({ values }) => [...values] as number[])) }
      : { name, type, values: own.flatMap(({ values }) => [...values] as (string | null)[]) };
  });
  return frameOf(columns, rows);
}

/** The message of a failure; it fails when there is none. */
export async function failureOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('it did not fail');
}
