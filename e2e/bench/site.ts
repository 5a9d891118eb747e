// npm run bench:site: what a visit costs, against its budgets.
import { benchProgram, type Benchmark } from '@modelfolio/measuring/benchmark';
import type { Report } from '@modelfolio/schemas';
import { browserPackages } from './browser-packages.ts';
import { measureSite } from './measure-site.ts';
import { siteReport, verdicts, type Verdict } from './site-report.ts';
import { startSiteServer } from './site-server.ts';

const benchmark: Benchmark = {
  name: 'site',
  description: `Serves the built site on loopback, measures it in Chromium and writes content/reports/site-benchmark.json.
Exits 1 when a budget is exceeded, 2 for wrong usage.`,
  flags: {
    'skip-lighthouse': {
      type: 'boolean',
      description: 'leave Lighthouse out (quick; the report is then not written)',
    },
  },
  isRough: (flags) => flags['skip-lighthouse'] === true,

  async measure(flags, { say, circumstances }) {
    const server = await startSiteServer();
    try {
      const lighthouse = flags['skip-lighthouse'] !== true;
      const measured = await measureSite(server.url, { lighthouse, progress: say });
      const report = siteReport(measured, circumstances(await browserPackages()));
      const judged = verdicts(report);
      const violations = measured.axe.violations.map((violation) => `  ${violation}`);
      return {
        report,
        shown: [...tables(report, judged), ...violations].join('\n'),
        exitCode: judged.every(({ kept }) => kept) ? 0 : 1,
      };
    } finally {
      await server.stop();
    }
  },
};

/** Transfers page by page, figures without a budget, then the budgets. */
function tables({ tables: all, figures }: Report, judged: readonly Verdict[]): string[] {
  const judgedNames = new Set(judged.map(({ figure }) => figure));
  return [
    ...all.slice(1).flatMap(({ title, rows }) => ['', title, ...rows.map(transferLine)]),
    '',
    'Without a budget',
    ...Object.entries(figures)
      .filter(([name]) => !judgedNames.has(name))
      .map(([, { label, value, format }]) => `  ${label.padEnd(58)} ${value} ${format}`),
    '',
    'Budgets',
    ...judged.map(verdictLine),
  ];
}

const transferLine = ([path, bytes, encoding]: Report['tables'][number]['rows'][number]): string =>
  `  ${String(bytes).padStart(9)}  ${String(encoding).padEnd(5)} ${path}`;

const verdictLine = ({ label, value, budget, kept }: Verdict): string =>
  `  ${kept ? 'kept    ' : 'EXCEEDED'}  ${label.padEnd(58)} ${String(value).padStart(9)}  (budget ${budget})`;

await benchProgram(benchmark);
