import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { jsonSchemas } from './json-schemas.ts';

const folder = join(import.meta.dirname, '../schema');

it('are the committed ones: run node systems/feature-engineering/bin/write-json-schemas.ts', () => {
  const committed = readdirSync(folder).map((name) => [
    name,
    JSON.parse(readFileSync(join(folder, name), 'utf8')) as unknown,
  ]);
  expect(Object.fromEntries(committed)).toEqual(JSON.parse(JSON.stringify(jsonSchemas())));
});
