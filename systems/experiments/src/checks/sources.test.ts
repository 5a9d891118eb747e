import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { thisMachine } from '../operations/machine.ts';
import { checkSource, type Owner } from './sources.ts';

const machine = thisMachine({});

const check = (
  source: string,
  {
    id = 'a1',
    location = null,
    ...rest
  }: { id?: string; location?: string | null; field?: Owner['field'] } = {},
) =>
  checkSource(source, { field: 'run_id', id, location: () => Promise.resolve(location), ...rest }, machine);

const foreign = (source: string, field: string) =>
  `Invalid model version source: '${source}'. The ${field} request parameter must identify the resource that contains the source.`;

describe('checkSource', () => {
  it.each([
    'runs:/a1/model',
    'runs:/a1',
    's3://bucket/model',
    's3://bucket/a..b',
    'dbfs:/model',
    'models:/penguins/1',
    'http://host/elsewhere',
  ])('takes %s for run a1', async (source) => {
    await expect(check(source)).resolves.toBeUndefined();
  });

  it.each([
    ['runs:/b2/model', 'run_id'],
    ['runs://a1/model', 'run_id'],
    ['models:/m-1', 'model_id'],
    ['models:/a/b/c', 'model_id'],
    ['models://host/a', 'model_id'],
    ['mlflow-artifacts:/0/a1', 'run_id'],
    ['http://host/api/2.0/mlflow-artifacts/artifacts/x', 'run_id'],
    ['https://host/prefix/api/2.0/mlflow-artifacts/artifacts/x', 'run_id'],
  ])('refuses %s for run a1', async (source, field) => {
    await expect(check(source)).rejects.toThrow(foreign(source, field));
  });

  it('takes only what belongs to a logged model, where one is given', async () => {
    const of = {
      field: 'model_id',
      id: 'm-1',
      location: 'mlflow-artifacts:/0/models/m-1/artifacts',
    } as const;
    for (const source of ['models:/m-1', 'models:/penguins/1', `${of.location}/sub`, 's3://bucket/x'])
      await expect(check(source, of), source).resolves.toBeUndefined();
    for (const [source, field] of [
      ['models:/m-2', 'model_id'],
      ['models://host/m-1', 'model_id'],
      ['models://host/penguins/1', 'model_id'],
      ['runs:/m-1/x', 'model_id'],
      ['mlflow-artifacts:/0/models/m-2/artifacts', 'model_id'],
    ] as const)
      await expect(check(source, of), source).rejects.toThrow(foreign(source, field));
  });

  it('compares places part by part, decoded, and with scheme and host', async () => {
    const location = 'mlflow-artifacts:/0/a1/artifacts';
    for (const source of [
      location,
      `${location}/x`,
      'MLFLOW-ARTIFACTS:/0/a1/%61rtifacts/x',
      `${location}?x=1`,
    ])
      await expect(check(source, { location }), source).resolves.toBeUndefined();
    for (const source of [
      `${location}x`,
      `${location};x`,
      'mlflow-artifacts:/0/a1',
      'mlflow-artifacts://h/0/a1/artifacts',
    ])
      await expect(check(source, { location }), source).rejects.toThrow(foreign(source, 'run_id'));
    // A root that is everything holds nothing.
    await expect(check(location, { location: 'mlflow-artifacts:/' })).rejects.toThrow(
      foreign(location, 'run_id'),
    );
    await expect(check(location, { id: '', location })).rejects.toThrow(foreign(location, 'run_id'));
  });

  it.each([
    's3://bucket/../x',
    's3://bucket/..%2fx',
    's3://bucket/%252e%252e/x',
    's3://bucket/./x',
    's3://bucket/a%00',
    's3://bucket',
    'runs:/a1/../b2',
    'runs:a1',
    'mlflow-artifacts:/0/../x',
    'dbfs:x',
  ])('refuses %s, which does not name its path plainly', async (source) => {
    await expect(check(source)).rejects.toThrow(
      `Invalid model version source: '${source}'. If supplying a source as an http, https, local file path, ftp, objectstore, or mlflow-artifacts uri, an absolute path must be provided without relative path references present. Please provide an absolute path.`,
    );
  });

  it('reads slashes in a row as one', async () => {
    await expect(check('s3://bucket/a//b/')).resolves.toBeUndefined();
    await expect(check('runs:////a1')).rejects.toThrow('Not a proper runs:/ URI: runs:////a1.');
  });

  describe('of a local folder', () => {
    let folder: string;
    beforeAll(() => {
      folder = realpathSync(mkdtempSync(join(tmpdir(), 'sources-')));
      mkdirSync(join(folder, 'own/model'), { recursive: true });
      mkdirSync(join(folder, 'other'));
      symlinkSync(join(folder, 'other'), join(folder, 'own/link'));
      symlinkSync(join(folder, 'own'), join(folder, 'same'));
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    it.each(['own', 'own/model', 'own/not-there/yet', 'own/model/../model', 'own/./model', 'same/model'])(
      'takes %s',
      async (path) => {
        for (const prefix of ['', 'file:', 'file://'])
          await expect(
            check(`${prefix}${folder}/${path}`, { location: `file://${folder}/own` }),
          ).resolves.toBeUndefined();
      },
    );

    it.each([
      'own/..',
      'own/../other',
      'own/%2e%2e/other',
      'owner',
      'other',
      'own/link',
      'own/link/deep',
      'own/\0',
      '',
    ])('refuses %s', async (path) => {
      const source = `${folder}/${path}`;
      await expect(check(source, { location: `${folder}/own` })).rejects.toThrow(
        `Invalid model version source: '${source}'. To use a local path as a model version source, the run_id request parameter has to be specified and the local path has to be contained within the artifact directory of the run specified by the run_id.`,
      );
    });

    it('refuses all where the owner keeps its artifacts elsewhere, or none is given', async () => {
      const words = 'To use a local path as a model version source, the model_id request parameter';
      const source = `${folder}/own`;
      const of = { field: 'model_id', id: 'm-1' } as const;
      await expect(check(source, { ...of, location: 's3://bucket/own' })).rejects.toThrow(words);
      await expect(check(source, { ...of, id: '', location: source })).rejects.toThrow(words);
      await expect(check(source, { ...of, location: null })).rejects.toThrow(foreign(source, 'model_id'));
    });

    it('finds nothing outside of a root that is the whole disk', async () => {
      await expect(check(`${folder}/own`, { location: '/' })).resolves.toBeUndefined();
    });
  });
});
