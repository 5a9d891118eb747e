// npm run lies: plants every lie into a true project, one at a time, and tells what finds it. Minutes.
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { allLies } from './all-lies.ts';
import { findingsIn, plantLie } from './plant-lies.ts';
import { trueProject } from './true-project.ts';

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const chosen = Object.entries(allLies).flatMap(([where, lies]) =>
  lies.map((lie) => ({ where, lie })).filter((one) => `${where}: ${one.lie.lie}`.includes(values.only)),
);
const withSite = chosen.some(({ lie }) => lie.check?.site !== undefined);
const truth = await trueProject(withSite);
try {
  const alarms = await findingsIn(truth, { against: 'HEAD', ...(withSite && { site: 'dist' }) });
  process.stdout.write(
    `the truth: ${alarms.length === 0 ? 'nothing found' : `FALSE ALARM: ${alarms.join(', ')}`}\n`,
  );
  let passed = alarms.length;
  for (const { where, lie } of chosen) {
    const { found, missing } = await plantLie(truth, lie).catch((error: Error) => ({
      found: [],
      missing: [`it could not be told: ${error.message}`],
    }));
    if (missing.length > 0) passed++;
    const verdict =
      missing.length === 0
        ? lie.foundBy.join(', ')
        : `NOT FOUND by ${missing.join(', ')} (but ${found.join(', ') || 'nothing'})`;
    process.stdout.write(`${where}: ${lie.lie}: ${verdict}\n`);
  }
  process.stdout.write(`${chosen.length} lies planted, ${passed} not found\n`);
  process.exitCode = passed === 0 ? 0 : 1;
} finally {
  rmSync(truth, { recursive: true, force: true });
}
