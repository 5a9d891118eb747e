import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cardFiles, readModelFile } from './model-files.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'modelfolio-site-'));
  mkdirSync(join(root, 'models/m'), { recursive: true });
  mkdirSync(join(root, 'content/models'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const bytes = Buffer.from('weights');
const digest = { path: 'model.onnx', bytes: 7, sha256: createHash('sha256').update(bytes).digest('hex') };
const file = { url: '/artifacts/x/model.onnx', path: 'models/m/model.onnx', digest };

test('the bytes that the card speaks of are served', () => {
  writeFileSync(join(root, file.path), bytes);
  expect(readModelFile(root, file)).toEqual(bytes);
});

test('a changed file is refused by name', () => {
  writeFileSync(join(root, file.path), 'other');
  expect(() => readModelFile(root, file)).toThrow(
    /models\/m\/model\.onnx: has SHA-256 [0-9a-f]{64}, but its card says/,
  );
});

test('a missing file is refused by name', () => {
  expect(() => readModelFile(root, file)).toThrow('models/m/model.onnx: cannot be read');
});

test('a card’s files are those its manifest names and those it offers, each once', () => {
  const model = { ...digest, path: 'models/m/model.onnx' };
  const manifest = {
    id: 'm',
    formats: [{ files: [digest] }],
    evaluationSet: { format: 'csv', file: { ...digest, path: 'test.csv', sha256: 'ab'.repeat(32) } },
    examples: null,
  };
  const files = cardFiles({ manifest, downloads: [{ ...model, label: 'Model' }] } as never);
  expect(files.map(({ path }) => path)).toEqual(['models/m/model.onnx', 'models/m/test.csv']);
});
