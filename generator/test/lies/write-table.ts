// Puts the table of planted lies into docs/what-a-check-proves.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { liesTable } from './lies-table.ts';

const file = join(import.meta.dirname, '../../../docs/what-a-check-proves.md');
const text = readFileSync(file, 'utf8');
writeFileSync(
  file,
  text.replace(/<!-- lies -->[^]*<!-- \/lies -->/, () => `<!-- lies -->\n\n${liesTable()}\n\n<!-- /lies -->`),
);
