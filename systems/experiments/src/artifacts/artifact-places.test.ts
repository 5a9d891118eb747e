import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openArtifactPlaces, pathAt, type ArtifactOptions, type ArtifactPlaces } from './artifact-places.ts';

let folder: string;
let opened: ArtifactPlaces[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'places-'));
});
afterEach(() => {
  for (const each of opened) each.close();
  opened = [];
  rmSync(folder, { recursive: true });
});

const placesOf = (options: Partial<ArtifactOptions> = {}): ArtifactPlaces => {
  const places = openArtifactPlaces({
    defaultRoot: 'mlflow-artifacts:/',
    destination: './mlartifacts',
    cwd: folder,
    environment: {},
    digestsFile: ':memory:',
    ...options,
  });
  opened.push(places);
  return places;
};

async function* bodyOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

describe('places of artifacts', () => {
  it('keep what is served in the destination, whatever host a URI names', async () => {
    const places = placesOf();
    await (await places.served()).place.write('0/run/artifacts/a.txt', bodyOf('a'));
    for (const uri of [
      'mlflow-artifacts:/0/run/artifacts',
      'mlflow-artifacts://elsewhere/0/run/artifacts',
      'http://127.0.0.1:5000/api/2.0/mlflow-artifacts/artifacts/0/run/artifacts',
    ]) {
      const located = await places.locate(uri);
      expect(located).toMatchObject({ prefix: '0/run/artifacts', isServed: true });
      const found = await located.place.open(pathAt(located, 'a.txt'));
      if (found === null || found === 'folder') throw new Error('it is not there');
      expect(await new Response(await found.read()).text()).toBe('a');
    }
    await expect(places.locate('mlflow-artifacts:/../x')).rejects.toThrow('Invalid path');
  });

  it('read and change only what they were given', async () => {
    const places = placesOf({
      defaultRoot: `file://${folder}/mlruns`,
      destination: 's3://bucket/team',
      furtherRoots: ['old', 'gs://models'],
    });
    expect(await places.locate(`${folder}/mlruns/0/run/artifacts`)).toMatchObject({
      prefix: '0/run/artifacts',
      isServed: false,
    });
    expect(await places.locate(`file://${folder}/old/x/../y`)).toMatchObject({ prefix: 'y' });
    expect(await places.locate(`${folder}/old`)).toMatchObject({ prefix: '' });
    expect((await places.locate('s3://bucket/team/0/run')).prefix).toBe('0/run');
    expect((await places.locate('gs://models/a')).place.uri).toBe('gs://models');
    for (const uri of [
      '/etc',
      folder,
      `${folder}/mlruns2`,
      `${folder}/mlruns/../secret`,
      `${folder}/..mlruns`,
      's3://bucket',
      's3://bucket/team2/x',
      's3://other/team',
      'gs://bucket/team',
    ])
      await expect(places.locate(uri)).rejects.toMatchObject({
        code: 'INVALID_PARAMETER_VALUE',
        message: `The tracking server does not read artifact location '${uri}': it lies outside of the places that the server was started with.`,
      });
  });

  it('take nothing where the server takes none', async () => {
    const places = placesOf({ destination: null, defaultRoot: './mlruns' });
    await expect(places.served()).rejects.toThrow('--no-serve-artifacts');
    await expect(places.locate('mlflow-artifacts:/0')).rejects.toThrow('--no-serve-artifacts');
    expect((await places.locate(join(folder, 'mlruns/0'))).prefix).toBe('0');
  });

  it('are not kept behind themselves', () => {
    expect(() => placesOf({ destination: 'mlflow-artifacts:/x' })).toThrow('Artifacts cannot be kept at');
  });

  it('know the experiment of a path', () => {
    const places = placesOf();
    expect(places.experimentOf('12/run/artifacts/a')).toBe('12');
    expect(places.experimentOf('12')).toBe('12');
    for (const path of ['', 'a/12', '12a/x', '-1/x']) expect(places.experimentOf(path)).toBeNull();
    const below = placesOf({ defaultRoot: 'http://h/api/2.0/mlflow-artifacts/artifacts/team/x' });
    expect(below.experimentOf('team/x/7/run')).toBe('7');
    for (const path of ['7/run', 'team/7', 'team/xx/7']) expect(below.experimentOf(path)).toBeNull();
  });

  it('know the digest of what they have stored, and of nothing that others have', async () => {
    const digestsFile = join(folder, 'own.db');
    const sha256 = async (places: ArtifactPlaces, path: string): Promise<string | null> => {
      const found = await (await places.served()).place.open(path);
      if (found === null || found === 'folder') throw new Error('it is not there');
      await found.close();
      return found.sha256;
    };
    const first = placesOf({ digestsFile });
    const { place } = await first.served();
    const { sha256: digest } = await place.write('a/b.txt', bodyOf('one'));
    await place.write('a0.txt', bodyOf('two'));
    expect(await sha256(placesOf({ digestsFile }), 'a/b.txt')).toBe(digest);
    writeFileSync(join(folder, 'mlartifacts/a/b.txt'), 'by another program');
    expect(await sha256(first, 'a/b.txt')).toBeNull();
    await place.write('a/b.txt', bodyOf('three'));
    expect(await sha256(first, 'a/b.txt')).not.toBe(digest);
    await place.remove('a');
    await expect(sha256(first, 'a/b.txt')).rejects.toThrow('it is not there');
    expect(await sha256(first, 'a0.txt')).not.toBeNull();
  });
});
