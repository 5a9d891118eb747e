// node generator/bin/write-docs.ts: makes the reference pages of content/docs/ of the definitions they describe.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { referencePages } from '../src/docs/reference-pages.ts';
import { referenceParts } from '../src/docs/reference-parts.ts';

const repository = resolve(import.meta.dirname, '../..');
for (const { path, text } of referencePages(await referenceParts(repository))) {
  mkdirSync(dirname(join(repository, path)), { recursive: true });
  writeFileSync(join(repository, path), text);
  process.stdout.write(`${path}\n`);
}
