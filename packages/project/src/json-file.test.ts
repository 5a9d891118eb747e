import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTemporary } from '../test/temporary-project.ts';
import {
  checkShape,
  formatJson,
  parseAnyJson,
  parseJson,
  readJson,
  writeJson,
  writeRecord,
} from './json-file.ts';
import { sha256Of } from './project.ts';
import { sealState } from './sealed-record.ts';

const schema = z.strictObject({ name: z.string(), sizes: z.array(z.number()) });
const good = { name: 'a', sizes: [1, 2] };
const bytesOf = (text: string): Uint8Array => Buffer.from(text);

describe('a JSON file', () => {
  it('is read with the digest of its bytes', async () => {
    const { project } = openTemporary();
    const text = JSON.stringify(good);
    writeFileSync(join(project.root, 'a.json'), text);
    expect(await readJson(project, 'a.json', schema, 'bad')).toEqual({
      path: 'a.json',
      value: good,
      bytes: text.length,
      sha256: sha256Of(text),
    });
  });

  it.each([
    ['{', 'a.json: not JSON: '],
    ['{"name":"a"}', 'a.json: /sizes: missing: expected array (fix it)'],
    ['{"name":1,"sizes":["x"]}', 'a.json: /name: expected string, received 1, and 1 more (fix it)'],
    ['[]', 'a.json: expected object, received [] (fix it)'],
  ])('%s is refused with place and what to do', (text, message) => {
    expect(() => parseJson(bytesOf(text), 'a.json', schema, 'bad', 'fix it')).toThrow(
      expect.objectContaining({ code: 'bad', message: expect.stringContaining(message) }),
    );
  });

  it('in another encoding than UTF-8 is refused', () => {
    expect(() => parseAnyJson(Uint8Array.of(0x22, 0xc3, 0x28, 0x22), 'a.json', 'bad')).toThrow('not JSON');
    expect(parseAnyJson(bytesOf('{"any": [1]}'), 'a.json', 'bad')).toEqual({ any: [1] });
  });

  it('is written once, and only as its readers take it', async () => {
    const { project, written } = openTemporary();
    expect(await writeJson(project, 'a.json', good, schema, 'bad')).toBe('written');
    expect(await writeJson(project, 'a.json', good, schema, 'bad')).toBe('unchanged');
    expect(written).toEqual([join(project.root, 'a.json')]);
    expect(readFileSync(join(project.root, 'a.json'), 'utf8')).toBe(formatJson(good));
    await expect(writeJson(project, 'a.json', { ...good, name: 5 as never }, schema, 'bad')).rejects.toThrow(
      'a.json: /name: expected string, received 5',
    );
    expect(written).toHaveLength(1);
  });
});

it('short lists are on one line', () => {
  expect(formatJson({ a: [1, 2], b: 'x'.repeat(120) })).toBe(
    `{\n  "a": [1, 2],\n  "b": "${'x'.repeat(120)}"\n}\n`,
  );
});

it('a value fits its schema or says where not', () => {
  expect(checkShape(good, schema, 'bad', { file: 'a' })).toEqual(good);
  expect(() => checkShape({ ...good, more: 1 }, schema, 'bad', { file: 'a' })).toThrow(
    'a: unknown field more',
  );
});

describe('a record', () => {
  const record = z.strictObject({
    name: z.string(),
    seal: z.object({ by: z.string(), sha256: z.string() }).optional(),
  });
  const open = () => {
    const { project } = openTemporary();
    const path = join(project.root, 'r.json');
    return {
      write: (name: string, by: string) =>
        writeRecord(project, 'r.json', { name }, record, { code: 'bad', by }),
      put: (text: string): void => writeFileSync(path, text),
      read: () => record.parse(JSON.parse(readFileSync(path, 'utf8'))),
    };
  };

  it('is sealed by who writes it, and keeps that seal while it says the same', async () => {
    const { write, read } = open();
    expect(await write('a', 'modelfolio add')).toBe('written');
    expect(sealState(read())).toBe('as written');
    expect(await write('a', 'modelfolio ingest')).toBe('unchanged');
    expect(read().seal?.by).toBe('modelfolio add');
    expect(await write('b', 'modelfolio ingest')).toBe('written');
    expect(read()).toMatchObject({ name: 'b', seal: { by: 'modelfolio ingest' } });
  });

  it.each([
    '{',
    '{"name":"a"}',
    '{"name":"a","seal":"yes"}',
    `{"name":"b","seal":{"by":"x","sha256":"${'0'.repeat(64)}"}}`,
  ])('is written over what holds no seal of it: %s', async (text) => {
    const { write, put, read } = open();
    put(text);
    expect(await write('a', 'modelfolio ingest')).toBe('written');
    expect(read().seal?.by).toBe('modelfolio ingest');
    expect(sealState(read())).toBe('as written');
  });
});
