import { benchReport, figure, type Circumstances } from '@modelfolio/measuring/bench-report';
import type { Report, ReportFigure } from '@modelfolio/schemas';
import { median } from '@modelfolio/statistics/quantiles';
import { categories, type Category } from './lighthouse-scores.ts';
import { measuredPages, type MeasuredPage, type SiteMeasurements } from './site-measurements.ts';
import { totalBytes, type Transfer } from './transfer.ts';

/** A figure with the limit it must keep. */
export type Verdict = { figure: string; label: string; value: number; budget: number; kept: boolean };

const kilobyte = 1000;
const budgets: Record<string, number> = {
  cardBytes: 50 * kilobyte,
  firstPredictionBytesTfjs: 700 * kilobyte,
  axeViolations: 0,
};
const lighthouseBudget = 95;

const categoryNames: Record<Category, string> = {
  performance: 'performance',
  accessibility: 'accessibility',
  'best-practices': 'best practices',
  seo: 'search engines',
};

/** `lighthouseCardBestPractices`, … */
const scoreName = (page: MeasuredPage, category: Category): string =>
  `lighthouse-${page}-${category}`.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

const bytes = (label: string, transfers: Transfer[]) =>
  figure(label, totalBytes(transfers), 'bytes', 'lower');

function figures(measured: SiteMeasurements): Record<string, ReportFigure> {
  const { beforeInteraction, firstPredictionTimes: times, axe, lighthouse } = measured;
  const all: Record<string, ReportFigure> = {
    cardBytes: bytes('Model card, before interaction', beforeInteraction.card),
    landingBytes: bytes('Landing page, before interaction', beforeInteraction.landing),
    playgroundBytes: bytes('Playground, before interaction', beforeInteraction.playground),
    firstPredictionBytesTfjs: bytes(
      'Playground to the first prediction, TensorFlow.js',
      measured.untilFirstPrediction,
    ),
    ortTwinBytes: bytes('ONNX Runtime twin, on demand', measured.ortTwin),
    firstPredictionTime: figure(
      'Touch to first prediction, cold',
      Math.round(median(times)),
      'milliseconds',
      'lower',
      times.length,
    ),
    axeViolations: figure('Accessibility violations', axe.violations.length, 'integer', 'lower', axe.audits),
  };
  if (!lighthouse) return all;
  for (const { key, label } of measuredPages)
    for (const category of categories) {
      const scores = lighthouse[key].map((run) => run[category]);
      const name = `Lighthouse mobile, ${label}: ${categoryNames[category]}`;
      all[scoreName(key, category)] = figure(name, median(scores), 'integer', 'higher', scores.length);
    }
  return all;
}

/** Each figure that has a budget, and whether it is kept. */
export function verdicts({ figures: all }: Pick<Report, 'figures'>): Verdict[] {
  return Object.entries(all).flatMap(([name, { label, value }]) => {
    const budget = name.startsWith('lighthouse') ? lighthouseBudget : budgets[name];
    if (budget === undefined) return [];
    const number = Number(value);
    const kept = name.startsWith('lighthouse') ? number >= budget : number <= budget;
    return [{ figure: name, label, value: number, budget, kept }];
  });
}

/** Transfers of a page, the largest first. */
const transferTable = (title: string, transfers: Transfer[]) => ({
  title,
  columns: ['file', 'bytes', 'compression'],
  rows: transfers
    .filter(({ bytes: size }) => size > 0)
    .toSorted((a, b) => b.bytes - a.bytes)
    .map(({ path, bytes: size, encoding }) => [path, size, encoding]),
});

/**
 * The measurements as a report for the site.
 *
 * @throws ZodError when a value does not fit the report's schema
 */
export function siteReport(measured: SiteMeasurements, circumstances: Circumstances): Report {
  const all = figures(measured);
  const content = {
    system: 'fashion-mnist',
    title: 'What this site costs a visitor',
    question: 'How much does a page load, how soon does the model answer, and can everybody use it?',
    method:
      'The built site is served on loopback with the headers of firebase.json and with the compression named in ' +
      'the tables. Each page is loaded in a new Chromium with an empty profile. Bytes are all that crossed the ' +
      'wire from the server to the browser, headers included, counted by a proxy between the two; the tables ' +
      'split them by what the DevTools protocol tells. The time to the first prediction runs from choosing a test image to the ' +
      'ranked classes, with nothing cached and without a network in between; the median of the cold starts is ' +
      'given. Lighthouse runs with its mobile preset, and the median of its runs is given. axe-core audits every ' +
      'page, light and dark, at 390 and 1440 pixels.',
    figures: all,
    tables: [
      {
        title: 'Budgets',
        columns: ['figure', 'measured', 'budget', 'verdict'],
        rows: verdicts({ figures: all }).map(({ label, value, budget, kept }) => [
          label,
          value,
          budget,
          kept ? 'kept' : 'exceeded',
        ]),
      },
      ...measuredPages.map(({ key, label }) =>
        transferTable(`Before interaction: ${label}`, measured.beforeInteraction[key]),
      ),
      transferTable('Playground to the first prediction', measured.untilFirstPrediction),
      transferTable('Added by the ONNX Runtime twin', measured.ortTwin),
    ],
  };
  return benchReport('site', content, circumstances);
}
