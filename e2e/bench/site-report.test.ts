import { someCircumstances } from '@modelfolio/measuring/testing/circumstances';
import { describe, expect, it } from 'vitest';
import type { SiteMeasurements } from './site-measurements.ts';
import { siteReport, verdicts } from './site-report.ts';

const scores = (performance: number) => ({
  performance,
  accessibility: 100,
  'best-practices': 100,
  seo: 100,
});
const page = (bytes: number) => [{ path: '/', bytes, encoding: 'br' }];
const measured: SiteMeasurements = {
  beforeInteraction: { landing: page(30_000), card: page(50_000), playground: page(40_000) },
  untilFirstPrediction: page(700_000),
  ortTwin: page(2_400_000),
  firstPredictionTimes: [900, 700, 800, 2000, 750],
  lighthouse: {
    landing: [scores(90), scores(99), scores(95)],
    card: [scores(100), scores(100), scores(100)],
    playground: [scores(96), scores(96), scores(96)],
  },
  axe: { audits: 60, violations: [] },
};
const exceeded = (changed: Partial<SiteMeasurements>) =>
  verdicts(siteReport({ ...measured, ...changed }, someCircumstances))
    .filter(({ kept }) => !kept)
    .map(({ figure }) => figure);

describe('siteReport', () => {
  it('keeps all budgets at their very limits', () => {
    const report = siteReport(measured, someCircumstances);
    expect(verdicts(report)).toHaveLength(15);
    expect(exceeded({})).toEqual([]);
    expect(report.figures['firstPredictionTime']).toMatchObject({ value: 800, n: 5 });
    expect(report.figures['lighthouseLandingPerformance']).toMatchObject({ value: 95, n: 3 });
    expect(report.figures['axeViolations']).toMatchObject({ value: 0, n: 60 });
  });

  it.each<[string, Partial<SiteMeasurements>]>([
    ['cardBytes', { beforeInteraction: { ...measured.beforeInteraction, card: page(50_001) } }],
    ['firstPredictionBytesTfjs', { untilFirstPrediction: [...page(700_000), ...page(1)] }],
    ['axeViolations', { axe: { audits: 60, violations: ['color-contrast'] } }],
    ['lighthouseCardPerformance', { lighthouse: { ...measured.lighthouse!, card: [scores(94)] } }],
  ])('says that %s exceeds its budget', (figure, changed) => {
    expect(exceeded(changed)).toEqual([figure]);
  });

  it('leaves Lighthouse out when it was skipped', () => {
    const { figures } = siteReport({ ...measured, lighthouse: null }, someCircumstances);
    expect(Object.keys(figures).filter((name) => name.startsWith('lighthouse'))).toEqual([]);
  });
});
