// A program that opens a graph in its own process: its path is the one argument.
import { readFile } from 'node:fs/promises';
import { openHere } from '../src/node/open-here.ts';

const [file = ''] = process.argv.slice(2);
const session = await openHere(await readFile(file));
await session.close();
