// Kills a server at random moments while clients write to it, and examines its store afterwards.
// npm run test:crash -- --moments 50
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { crashTrial } from './crash-trial.ts';

const { values } = parseArgs({ options: { moments: { type: 'string', default: '50' } } });
const folder = mkdtempSync(join(tmpdir(), 'crash-'));
const report = await crashTrial(folder, Number(values.moments), 4, Math.random);
rmSync(folder, { recursive: true });
process.stdout.write(`${JSON.stringify(report)}\n`);
process.exitCode = report.lost.length + report.damage.length > 0 ? 1 : 0;
