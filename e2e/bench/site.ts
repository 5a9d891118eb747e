// npm run bench:site: what a visit costs, against its budgets.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchEnvironment } from './bench-environment.ts';
import { chromiumVersion } from './cold-visit.ts';
import { measureSite } from './measure-site.ts';
import { siteReport, verdicts, type Verdict } from './site-report.ts';
import { startSiteServer } from './site-server.ts';

const help = `Usage: npm run bench:site -- [options]

Serves the built site on loopback, measures it in Chromium and writes content/reports/site-benchmark.json.
Exits 1 when a budget is exceeded, 2 for wrong usage.

  --skip-lighthouse  leave Lighthouse out (quick; the report is then not written)
  --no-write         measure only
  --json             print the report as JSON instead of tables
  --help             show this text
`;

const options = {
  'skip-lighthouse': { type: 'boolean', default: false },
  write: { type: 'boolean', default: true },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

function readOptions() {
  try {
    return parseArgs({ options, strict: true, allowNegative: true }).values;
  } catch (error) {
    process.stderr.write(`bench:site: ${(error as Error).message} (--help lists the options)\n`);
    return process.exit(2);
  }
}

const line = ({ label, value, budget, kept }: Verdict) =>
  `  ${kept ? 'kept    ' : 'EXCEEDED'}  ${label.padEnd(58)} ${String(value).padStart(9)}  (budget ${budget})\n`;

const values = readOptions();
if (values.help) {
  process.stdout.write(help);
  process.exit(0);
}
const progress = (text: string) => process.stderr.write(`${text}\n`);
const server = await startSiteServer();
try {
  const measured = await measureSite(server.url, { lighthouse: !values['skip-lighthouse'], progress });
  const report = siteReport(measured, {
    environment: benchEnvironment(await chromiumVersion()),
    measuredAt: new Date().toISOString(),
    command: 'npm run bench:site',
  });
  const judged = verdicts(report);
  if (values.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else {
    const judgedNames = new Set(judged.map(({ figure }) => figure));
    for (const { title, rows } of report.tables.slice(1)) {
      process.stdout.write(`\n${title}\n`);
      for (const [path, bytes, encoding] of rows)
        process.stdout.write(`  ${String(bytes).padStart(9)}  ${String(encoding).padEnd(5)} ${path}\n`);
    }
    process.stdout.write('\nWithout a budget\n');
    for (const [name, { label, value, format }] of Object.entries(report.figures))
      if (!judgedNames.has(name)) process.stdout.write(`  ${label.padEnd(58)} ${value} ${format}\n`);
    process.stdout.write(`\nBudgets\n${judged.map(line).join('')}`);
    for (const violation of measured.axe.violations) process.stdout.write(`  ${violation}\n`);
  }
  if (values.write && !values['skip-lighthouse'])
    writeFileSync(
      join(import.meta.dirname, '../../content/reports/site-benchmark.json'),
      `${JSON.stringify(report, null, 2)}\n`,
    );
  process.exitCode = judged.every(({ kept }) => kept) ? 0 : 1;
} finally {
  await server.stop();
}
