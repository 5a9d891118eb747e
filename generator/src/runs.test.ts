import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryProject } from '../test/temporary-project.ts';
import { realEffects } from './effects.ts';
import { findRun, recordIdOf } from './runs.ts';

const place = { schemaVersion: 1, id: 'a', experiment: 'e "x" \\', name: 'n' };

describe('recordIdOf', () => {
  it.each([
    [JSON.stringify(place), 'a'],
    [JSON.stringify(place, null, 2), 'a'],
    [JSON.stringify({ ...place, id: 'quote " and \\ and é 🚀' }), 'quote " and \\ and é 🚀'],
    // In another order, or longer than what is looked at: parsed whole.
    [JSON.stringify({ name: 'n', id: 'b' }), 'b'],
    [JSON.stringify({ ...place, id: 'c', experiment: 'x'.repeat(5000) }), 'c'],
    ['{"schemaVersion": 1, "id": 5}', null],
    ['[]', null],
    ['null', null],
    ['{', null],
  ])('%s', (text, id) => {
    expect(recordIdOf(Buffer.from(text))).toBe(id);
  });
});

describe('findRun', () => {
  const write = (root: string, path: string, words: object): void => {
    const run = JSON.parse(readFileSync(join(root, 'models/tiny/runs/tiny-linear.json'), 'utf8')) as object;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), JSON.stringify({ ...run, ...words }));
  };

  it('finds by id and by name, in models and among the waiting, whatever the file is called', async () => {
    const root = temporaryProject('tiny');
    write(root, 'runs/e/by-hand.json', { id: 'Odd/Id', name: 'best' });
    const project = { root, effects: realEffects() };
    for (const word of ['Odd/Id', 'best'])
      expect(await findRun(project, word)).toMatchObject({
        path: 'runs/e/by-hand.json',
        value: { id: 'Odd/Id' },
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
    expect((await findRun(project, 'tiny linear')).path).toBe('models/tiny/runs/tiny-linear.json');
  });

  it('takes a copy in a model for the same run', async () => {
    const root = temporaryProject('tiny');
    write(root, 'runs/e/tiny-linear.json', {});
    const project = { root, effects: realEffects() };
    expect((await findRun(project, 'tiny linear')).value.id).toBe('tiny-linear');
  });

  it('names the file of a record that is damaged', async () => {
    const root = temporaryProject('tiny');
    write(root, 'runs/e/x.json', { id: 'x', status: 'done' });
    await expect(findRun({ root, effects: realEffects() }, 'x')).rejects.toThrow(
      /runs\/e\/x\.json: \/status: expected/,
    );
  });
});
