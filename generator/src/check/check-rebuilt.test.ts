import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryProject } from '../../test/temporary-project.ts';
import { realEffects } from '../effects.ts';
import { checkRebuilt } from './check-rebuilt.ts';

const files: Record<string, string> = {
  'index.html': '<link rel="stylesheet" href="/cards/_astro/a.css"><h1>93 %</h1>',
  'models/m/index.html': '<p>accuracy 93 %</p>',
  'artifacts/0/model.onnx': 'weights',
};

function put(folder: string, name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

/** A built site with a lie in it, held against what the builder makes, which is run as any other program. */
async function found(lie: (dist: string) => void, code = 0): Promise<{ said: string[]; asked: string[] }> {
  const root = temporaryProject();
  const [dist, truth] = [join(root, 'dist'), join(root, 'truth')];
  for (const folder of [dist, truth]) {
    for (const [name, text] of Object.entries(files)) put(folder, name, text);
    put(folder, '.modelfolio-site.json', folder);
  }
  lie(dist);
  let asked: string[] = [];
  const project = {
    root,
    effects: {
      ...realEffects(),
      progress: () => undefined,
      runProcess: (_: string, args: readonly string[]) => {
        asked = args.slice(1);
        cpSync(truth, args[args.indexOf('--out') + 1] ?? '', { recursive: true });
        return Promise.resolve({ code, stdout: Buffer.from(''), stderr: Buffer.from('a\nno card\n') });
      },
    },
  };
  const findings = await checkRebuilt(project, dist);
  return {
    said: findings.map(({ name, file, reason }) => `${name} ${file?.replace(root, '')} ${reason}`),
    asked,
  };
}

describe('a site that is built again', () => {
  it('is found to be as the records make it, under the path it lives at', async () => {
    const { said, asked } = await found(() => undefined);
    expect(said).toEqual([]);
    expect(asked.slice(-2)).toEqual(['--base', '/cards/']);
  });

  it.each<[string, (dist: string) => void, string]>([
    [
      'a figure changed on a page',
      (dist) => put(dist, 'models/m/index.html', '<p>accuracy 99 %</p>'),
      'site-differs models/m/index.html is not what the records make',
    ],
    [
      'other weights',
      (dist) => put(dist, 'artifacts/0/model.onnx', 'others'),
      'site-differs artifacts/0/model.onnx is not what the records make',
    ],
    [
      'a page that was put there',
      (dist) => put(dist, 'models/best/index.html', ''),
      'site-differs models/best/index.html is made of no record',
    ],
    [
      'a page that was taken out',
      (dist) => rmSync(join(dist, 'models'), { recursive: true }),
      'site-differs models/m/index.html is missing from the built site',
    ],
    [
      'no record of its build',
      (dist) => rmSync(join(dist, '.modelfolio-site.json')),
      'site-unverifiable /dist holds no .modelfolio-site.json: nothing tells how it was built',
    ],
  ])('tells %s', async (_, lie, expected) => {
    expect((await found(lie)).said).toEqual([expected]);
  });

  it('counts what goes beyond ten files', async () => {
    const { said } = await found((dist) => {
      for (let index = 0; index < 12; index++) put(dist, `x${index}.html`, '');
    });
    expect([said.length, said.at(-1)]).toEqual([11, 'site-differs /dist and 2 more files differ']);
  });

  it('says why it cannot be built again', async () => {
    await expect(found(() => undefined, 1)).rejects.toThrow('it cannot be built again: no card');
  });
});
