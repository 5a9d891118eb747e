import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sealed, sealState } from '@modelfolio/project/sealed-record';
import { describe, expect, it } from 'vitest';
import { temporaryProject } from '../../test/temporary-project.ts';
import { realEffects } from '../effects.ts';
import { sealFound } from './seal-found.ts';

const record = { id: 'a', metrics: { accuracy: 0.9 } };
const laidOut = '{\n  "id": "a",\n  "metrics": { "accuracy": 9e-1 }\n}\n';

function projectWith(text: string): { sealAll: () => Promise<string[]>; text: () => string } {
  const root = temporaryProject();
  mkdirSync(join(root, 'runs'), { recursive: true });
  const file = join(root, 'runs', 'a.json');
  writeFileSync(file, text);
  const project = { root, effects: realEffects() };
  return { sealAll: () => sealFound(project, ['runs', 'nowhere']), text: () => readFileSync(file, 'utf8') };
}

describe('sealing what is found', () => {
  it('adds the seal and leaves every other byte', async () => {
    const { sealAll, text } = projectWith(laidOut);
    expect(await sealAll()).toEqual(['runs/a.json']);
    expect(text().startsWith(laidOut.slice(0, -3))).toBe(true);
    expect(JSON.parse(text())).toEqual(sealed(record, 'modelfolio migrate'));
    expect(await sealAll()).toEqual([]);
  });

  it('lays out a record that is one line', async () => {
    const { sealAll, text } = projectWith(JSON.stringify(record));
    expect(await sealAll()).toEqual(['runs/a.json']);
    expect(sealState(JSON.parse(text()))).toBe('as written');
  });

  it.each([
    ['was edited since it was sealed', JSON.stringify({ ...sealed(record, 'features docs'), id: 'b' })],
    ['is no JSON', '{'],
    ['is no record', '[1]'],
  ])('leaves alone what %s', async (_, before) => {
    const { sealAll, text } = projectWith(before);
    expect(await sealAll()).toEqual([]);
    expect(text()).toBe(before);
  });
});
