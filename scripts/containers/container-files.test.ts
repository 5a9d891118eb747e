import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultBaseOf, findContainerFiles } from './container-files.ts';

let root = '';
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'container-files-'))));
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text = ''): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const complete = 'systems/a/service/deploy';
function writeComplete(): void {
  write('systems/a/service/package.json', '{}');
  for (const name of ['Dockerfile', 'Dockerfile.dockerignore', 'container-trial.ts'])
    write(`${complete}/${name}`);
}

describe('container files', () => {
  it('are found with what lies beside them', () => {
    writeComplete();
    for (const name of ['Dockerfile.worker', 'Dockerfile.worker.dockerignore', 'container-trial.worker.ts'])
      write(`${complete}/${name}`);
    write(`${complete}/compose.yaml`);
    write('systems/b/node_modules/x/deploy/Dockerfile');
    expect(findContainerFiles(root)).toEqual([
      {
        path: `${complete}/Dockerfile`,
        workspace: 'systems/a/service',
        trial: `${complete}/container-trial.ts`,
        compose: `${complete}/compose.yaml`,
      },
      {
        path: `${complete}/Dockerfile.worker`,
        workspace: 'systems/a/service',
        trial: `${complete}/container-trial.worker.ts`,
        compose: null,
      },
    ]);
  });

  it.each(['Dockerfile.dockerignore', 'container-trial.ts'])('are nothing without %s', (name) => {
    writeComplete();
    rmSync(join(root, complete, name));
    expect(() => findContainerFiles(root)).toThrow(`${complete}/Dockerfile: there is no ${complete}/${name}`);
  });

  it('are those of this repository', () => {
    const found = findContainerFiles(resolve(import.meta.dirname, '../..'));
    expect(found.map(({ workspace }) => workspace)).toContain('systems/explainability/service');
  });
});

describe('the base of a container file', () => {
  const baseOf = (text: string): string => {
    write('Dockerfile', text);
    return defaultBaseOf(root, { path: 'Dockerfile' });
  };

  it('is an argument that each stage starts from', () => {
    const stages = 'FROM ${BASE} AS packages\nFROM scratch AS sources\nFROM packages\n';
    expect(baseOf(`ARG BASE=node:24.1.2-bookworm-slim\n${stages}`)).toBe('node:24.1.2-bookworm-slim');
  });

  it('is missed, and no stage may bring another image', () => {
    expect(() => baseOf('FROM ${BASE}\n')).toThrow('Dockerfile: there is no line ARG BASE=');
    expect(() => baseOf('ARG BASE=node:24\nFROM alpine\n')).toThrow('Dockerfile: FROM alpine:');
  });
});
