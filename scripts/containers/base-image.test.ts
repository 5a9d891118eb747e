import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { baseName, baseOf } from './base-image.ts';
import { defaultBaseOf, findContainerFiles } from './container-files.ts';

it('takes the version of Node and the release of Debian from the name of the image', () => {
  expect(baseOf('node:24.21.0-bookworm-slim')).toEqual({ node: '24.21.0', release: 'bookworm' });
  for (const image of ['node:24-bookworm-slim', 'node:24.21.0-alpine3.20', 'python:3.11.2-bookworm-slim'])
    expect(() => baseOf(image)).toThrow(`ARG BASE=${image}: only node:`);
});

it('is another one when what it is made of changes', () => {
  const base = { node: '24.21.0', release: 'bookworm' };
  expect(baseName(base, 'x64')).toMatch(/^localhost\/base:bookworm-[0-9a-f]{12}$/);
  const names = [base, { ...base, node: '24.21.1' }, { ...base, release: 'trixie' }].map((each) =>
    baseName(each, 'x64'),
  );
  expect(new Set([...names, baseName(base, 'arm64')]).size).toBe(4);
});

it('can be made for every container file here, with the Node of this project', () => {
  const root = resolve(import.meta.dirname, '../..');
  const { node } = (
    JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { dependencies: { node: string } }
  ).dependencies;
  for (const file of findContainerFiles(root)) expect(baseOf(defaultBaseOf(root, file)).node).toBe(node);
});
