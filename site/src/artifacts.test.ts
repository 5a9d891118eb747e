import { expect, test } from 'vitest';
import { artifactPath } from './artifacts.ts';

const sha256 = `0123456789abcdef${'f'.repeat(48)}`;

test('the address holds the start of the hash and the file’s own name', () => {
  expect(artifactPath({ path: 'evaluation/t10k-00-images.idx3.gz', bytes: 1, sha256 })).toBe(
    '/artifacts/0123456789abcdef/t10k-00-images.idx3.gzip',
  );
  expect(artifactPath({ path: 'model.onnx', bytes: 1, sha256 })).toBe(
    '/artifacts/0123456789abcdef/model.onnx',
  );
});
