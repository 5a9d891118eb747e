import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { referencePages } from './reference-pages.ts';
import { referenceParts } from './reference-parts.ts';

const repository = resolve(import.meta.dirname, '../../..');
/** Formatting pads tables; words and marks are what counts. */
const bare = (text: string): string => text.replaceAll(/[\s|-]+/g, ' ').trim();

it('the reference pages are what their definitions say: node generator/bin/write-docs.ts writes them', async () => {
  for (const { path, text } of referencePages(await referenceParts(repository)))
    expect(bare(readFileSync(join(repository, path), 'utf8')), path).toBe(bare(text));
});

it('every command, flag and field is described', async () => {
  const parts = await referenceParts(repository);
  const [commands, cardYaml, config] = referencePages(parts).map(({ text }) => text);
  for (const { name, flags } of parts.commands)
    for (const flag of Object.keys(flags)) expect(commands, `${name} --${flag}`).toContain(`\`--${flag}`);
  expect(cardYaml).toContain('| `run` | text or null | yes | Run whose weights are shipped');
  expect(config).toContain('`check.tolerances`');
});
