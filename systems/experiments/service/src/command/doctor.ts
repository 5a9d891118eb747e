import type { Command } from '@modelfolio/command-line';
import { textFlag } from '@modelfolio/command-line/flags';
import { examineStore, type StoreReport } from '@modelfolio/experiments/examine-store';
import type { Effects } from './effects.ts';
import { passwordFlag, storeWithPassword, storeWords, untilInterrupted } from './stores.ts';

export const doctorCommand: Command<Effects> = {
  name: 'doctor',
  summary: 'looks a store over and says what is wrong with it',
  operands: '[store]',
  description: [
    'Opens a store to read, while servers use it: its version and size, whether SQLite finds it damaged, rows whose parts are',
    'missing, latest values that are not the last ones, models whose artifacts are not there, room on the disk, and who else',
    'has it open. Nothing changes. Each finding is a line that says what to do; then the exit code is 1.',
    storeWords,
  ].join('\n'),
  flags: {
    'artifacts-destination': {
      type: 'string',
      value: 'place',
      description: 'where the server keeps artifacts (MLFLOW_ARTIFACTS_DESTINATION, else ./mlartifacts)',
    },
    ...passwordFlag,
    json: { type: 'boolean', description: 'print the report as JSON' },
  },
  run: (operands, flags, effects) =>
    untilInterrupted(effects, async () => {
      const store = await storeWithPassword(operands, flags, effects, 'doctor');
      const destination =
        textFlag(flags, 'artifacts-destination') ??
        (effects.environment['MLFLOW_ARTIFACTS_DESTINATION'] || './mlartifacts');
      const report = await examineStore(
        store,
        { destination, cwd: process.cwd() },
        { signal: effects.ending },
      );
      if (flags['json'] === true) effects.print(JSON.stringify(report, null, 2));
      else for (const line of reportLines(report)) effects.print(line);
      return report.findings.length > 0 ? 1 : 0;
    }),
};

const figure = (value: number): string => value.toLocaleString('en');

function reportLines(report: StoreReport): string[] {
  const { place, revision, bytes, freeBytes, rows, missingIndexes, openedBy, findings } = report;
  const counts = Object.entries(rows).map(([table, count]) => `${figure(count)} ${table.replace('_', ' ')}`);
  return [
    `${place}: schema ${revision}, ${figure(bytes)} bytes${freeBytes === null ? '' : `, ${figure(freeBytes)} free on its disk`}`,
    ...(counts.length > 0 ? [counts.join(', ')] : []),
    missingIndexes.length === 0
      ? 'indexes of this program: all there'
      : `indexes of this program: ${missingIndexes.length} missing; a server adds them when it starts`,
    openedBy === null
      ? 'open elsewhere: not known on this system'
      : openedBy.length === 0
        ? 'open elsewhere: by nobody who can be seen'
        : `open elsewhere: ${openedBy.map(({ pid, command }) => `${command} (process ${pid})`).join('; ')}`,
    ...findings.map(({ code, reason, hint }) => `${code}: ${reason} (${hint})`),
    findings.length === 0 ? 'nothing wrong' : `${figure(findings.length)} wrong`,
  ];
}
