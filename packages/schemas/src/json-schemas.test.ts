import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonSchemas } from './json-schemas.ts';

const folder = join(import.meta.dirname, '../json');

describe('jsonSchemas', () => {
  it('are the committed ones: run npm run json-schemas --workspace @modelfolio/schemas', () => {
    const committed = readdirSync(folder).map((name) => [
      name,
      JSON.parse(readFileSync(join(folder, name), 'utf8')),
    ]);
    expect(Object.fromEntries(committed)).toEqual(jsonSchemas());
  });

  it('describe what a person may write: what has a default may be left out', () => {
    const { 'site-config.schema.json': config, 'model-card.schema.json': card } = jsonSchemas();
    expect(config).not.toHaveProperty('required');
    expect(card).toHaveProperty('required');
    expect(Object.keys(jsonSchemas())).toContain('run-record.schema.json');
  });
});
