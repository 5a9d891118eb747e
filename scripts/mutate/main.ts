// npm run mutate -- <room>: would the room's tests find a fault?
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readRooms } from '../graph/rooms.ts';
import { projectName } from '../graph/project-name.ts';
import type { JudgedMutant } from './judged-mutant.ts';
import { mutateRoom } from './mutate-room.ts';
import { mutationReport, mutationText } from './mutation-report.ts';

const help = `Usage: npm run mutate -- <room> [options]

Plants small faults (mutants) in the sources of a room, one at a time, in a copy of the tree, and runs the room's tests on each:
a fault that no test notices survives, and is listed. Equivalent mutants, which change nothing that could be noticed,
count as survivors. A fault is there in the programs that tests start, too, unless these get an environment of their own.
A room is named as its tests are: metrics, generator, explainability-service.

  --mutants <n>      size of the sample (default 300; all if there are fewer)
  --seed <n>         of the sample: the same seed and code give the same mutants (default 1)
  --at-least <n>     percentage that must be found, else exit code 1 (default 80)
  --concurrency <n>  processes at the same time, from 2 on (default 2)
  --json             print the report as JSON
  --help             show this text
`;

function wrongUsage(message: string): never {
  process.stderr.write(`mutate: ${message} (npm run mutate -- --help lists the options)\n`);
  return process.exit(2);
}

function readFlags() {
  const type = 'string';
  try {
    return parseArgs({
      options: {
        mutants: { type, default: '300' },
        seed: { type, default: '1' },
        'at-least': { type, default: '80' },
        concurrency: { type, default: '2' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    return wrongUsage((error as Error).message);
  }
}

const { values: flags, positionals } = readFlags();
if (flags.help) {
  process.stdout.write(help);
  process.exit(0);
}
const number = (flag: 'mutants' | 'seed' | 'at-least' | 'concurrency', least: number, most: number) => {
  const value = Number(flags[flag]);
  const isFit = flags[flag].trim() !== '' && value >= least && value <= most;
  if (!isFit || (flag !== 'at-least' && !Number.isInteger(value)))
    wrongUsage(
      `--${flag} must be a ${flag === 'at-least' ? '' : 'whole '}number from ${least} to ${most}, not "${flags[flag]}"`,
    );
  return value;
};
const options = {
  sample: { count: number('mutants', 1, 1e6), seed: number('seed', 0, 2 ** 32) },
  concurrency: number('concurrency', 2, 256),
};
const atLeast = number('at-least', 0, 100);
const root = resolve(import.meta.dirname, '../..');
const rooms = new Map(readRooms(root).map(({ folder }) => [projectName(folder), folder]));
const [project = '', ...more] = positionals;
const folder = rooms.get(project);
if (folder === undefined || more.length > 0)
  wrongUsage(`name one room, not "${positionals.join(' ')}": ${[...rooms.keys()].toSorted().join(', ')}`);
let [judged, missed] = [0, 0];
/** A terminal is told how far it is: minutes pass. */
const onJudged = ({ status }: JudgedMutant) => {
  judged += 1;
  if (status === 'Survived' || status === 'NoCoverage') missed += 1;
  if (process.stderr.isTTY) process.stderr.write(`\r${judged} judged, ${missed} of them missed `);
};
try {
  const report = mutationReport(project, await mutateRoom(root, { folder, project, onJudged, ...options }));
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  process.stdout.write(`${flags.json ? JSON.stringify(report, null, 2) : mutationText(report)}\n`);
  const isTooLow = (report.score ?? 100) < atLeast;
  if (isTooLow)
    process.stderr.write(`mutate: less than ${atLeast} % found: test what the survivors above change\n`);
  process.exitCode = isTooLow ? 1 : 0;
} catch (error) {
  process.stderr.write(`mutate: ${project}: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
