// Prints a table as JSON, for judges in Python: { columns, rows: [[cell…]…], arrays: { name: { shape, values } } }.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readTable } from '@modelfolio/inference';

for (const path of process.argv.slice(2)) {
  const table = await readTable(await readFile(path), basename(path));
  const columns = table.columns.map((name) => table.column(name));
  const rows = Array.from({ length: table.rows }, (_, row) => columns.map((cells) => cells[row]));
  const arrays = [...table.arrays].map(([name, { shape, values }]) => [
    name,
    { shape, values: [...(values as number[])] },
  ]);
  process.stdout.write(
    `${JSON.stringify({ columns: table.columns, rows, arrays: Object.fromEntries(arrays) })}\n`,
  );
}
