import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { neededPackages } from './needed-packages.ts';

const lock = {
  packages: {
    '': {},
    'packages/a': { dependencies: { '@ours/b': '1', x: '1' }, devDependencies: { tester: '1' } },
    'packages/b': { dependencies: { y: '1' } },
    'node_modules/@ours/b': { link: true, resolved: 'packages/b' },
    'node_modules/x': { dependencies: { y: '2' }, optionalDependencies: { absent: '1' } },
    'node_modules/x/node_modules/y': { dependencies: { x: '1' }, peerDependencies: { z: '1' } },
    'node_modules/y': {},
    'node_modules/z': {},
    'node_modules/tester': {},
  },
};

describe('what a workspace needs', () => {
  it('is followed as Node resolves, without what develops it', () => {
    expect([...neededPackages(lock, 'packages/a')].toSorted()).toEqual([
      'node_modules/x',
      'node_modules/x/node_modules/y',
      'node_modules/y',
      'node_modules/z',
      'packages/a',
      'packages/b',
    ]);
    expect([...neededPackages(lock, 'packages/b')].toSorted()).toEqual(['node_modules/y', 'packages/b']);
  });

  it('is not known of a folder that is no workspace', () => {
    expect(() => neededPackages(lock, 'packages/c')).toThrow('no workspace packages/c');
  });

  it('is of a service here: packages of ours and of others, no tool', () => {
    const path = resolve(import.meta.dirname, '../../package-lock.json');
    const needed = neededPackages(JSON.parse(readFileSync(path, 'utf8')), 'systems/explainability/service');
    for (const one of [
      'packages/service',
      'systems/explainability',
      'node_modules/hono',
      'node_modules/onnxruntime-node',
    ])
      expect(needed).toContain(one);
    for (const one of ['node_modules/vitest', 'node_modules/node', 'packages/pages', 'site'])
      expect(needed).not.toContain(one);
  });
});
