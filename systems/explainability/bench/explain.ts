#!/usr/bin/env node
// npm run bench:explain: exact and estimated explanations against shap and WebSHAP's method, and edits in the browser.
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { thisMachine } from '@modelfolio/measuring/this-machine';
import { explainReport } from './explain-report.ts';
import { measureExplain } from './measure-explain.ts';

const help = `Usage: npm run bench:explain -- [options]

Times TreeSHAP against shap's C++ and WebSHAP's method, KernelSHAP at equal error against both, memory over a thousand
explanations, and edits in the what-if dashboard in Chromium. Prints the figures and writes
content/reports/explain-benchmark.json. Takes some minutes.

  --quick  a look at whether all runs: little of each, and no report written
  --dry    write no report
  --help   show this text
`;
const { values } = parseArgs({
  strict: true,
  options: {
    quick: { type: 'boolean', default: false },
    dry: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const root = resolve(import.meta.dirname, '../../..');

if (values.help) process.stdout.write(help);
else {
  const [load = 0] = os.loadavg();
  const measured = await measureExplain({
    root,
    quick: values.quick,
    say: (words) => void process.stderr.write(`${words}\n`),
  });
  const report = explainReport({
    measured,
    environment: { ...thisMachine(root), packages: {} },
    load,
    measuredAt: Date.now(),
  });
  if (!values.dry && !values.quick)
    writeFileSync(join(root, 'content/reports', `${report.id}.json`), `${JSON.stringify(report, null, 2)}\n`);
  for (const { label, value } of Object.values(report.figures))
    process.stdout.write(
      `${label}: ${Number(value).toLocaleString('en', { maximumSignificantDigits: 4 })}\n`,
    );
}
