// npm run graph: the rooms, what imports what, and whether the house allows it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readHouse } from './house.ts';
import { houseTable, houseText, withTable } from './words.ts';

const help = `Usage: npm run graph -- [options]

Prints the rooms from the lowest up and what each imports. Fails on a cycle of files or rooms (types count), on an import
that package.json does not declare or that goes upwards, on a relative import that leaves its room, on a room above a
quarter of the code, on an export of a package that nothing imports, and when docs/architecture.md shows other rooms.

  --write  put the table of rooms into docs/architecture.md
  --json   print the rooms, cycles and faults as JSON
  --help   show this text
`;

const root = resolve(import.meta.dirname, '../..');
const path = join(root, 'docs/architecture.md');

function readFlags() {
  const type = 'boolean';
  try {
    return parseArgs({ options: { write: { type }, json: { type }, help: { type } }, strict: true }).values;
  } catch (error) {
    process.stderr.write(`graph: ${(error as Error).message} (npm run graph -- --help lists the options)\n`);
    return process.exit(2);
  }
}

const flags = readFlags();
if (flags.help) {
  process.stdout.write(help);
  process.exit(0);
}
const house = readHouse(root);
const document = readFileSync(path, 'utf8');
const wanted = withTable(document, houseTable(house));
if (flags.write && wanted !== document) writeFileSync(path, wanted);
process.stdout.write(
  flags.json
    ? `${JSON.stringify(
        {
          ...house,
          rooms: house.rooms.map(({ room: { folder, name, kind }, ...standing }) => ({
            folder,
            name,
            kind,
            ...standing,
          })),
        },
        null,
        2,
      )}\n`
    : `${houseText(house)}\n`,
);
const isStale = !flags.write && wanted !== document;
if (isStale)
  process.stderr.write(
    'docs/architecture.md: the table of rooms is not as they stand (npm run graph -- --write)\n',
  );
process.exit(isStale || house.cycles.length > 0 || house.faults.length > 0 ? 1 : 0);
