import type { Scores } from './lighthouse-scores.ts';
import type { Transfer } from './transfer.ts';

/** The three pages that are measured by name, in the order of the report. */
export const measuredPages = [
  { key: 'landing', label: 'landing page', path: '/' },
  { key: 'card', label: 'model card', path: '/models/fashion-mnist/' },
  { key: 'playground', label: 'playground', path: '/models/fashion-mnist/playground/' },
] as const;
export type MeasuredPage = (typeof measuredPages)[number]['key'];

/** What the browser measured. */
export type SiteMeasurements = {
  /** Everything loaded before the visitor does anything. */
  beforeInteraction: Record<MeasuredPage, Transfer[]>;
  /** Everything loaded until tfjs has ranked the classes, the page included. */
  untilFirstPrediction: Transfer[];
  /** What ONNX Runtime's twin of the model adds to that. */
  ortTwin: Transfer[];
  /** Milliseconds from the first touch to the ranking, one for each cold start. */
  firstPredictionTimes: number[];
  /** Lighthouse runs of each page; `null` when it was skipped. */
  lighthouse: Record<MeasuredPage, Scores[]> | null;
  /** axe-core's findings on every page, in both themes and at both widths. */
  axe: { audits: number; violations: string[] };
};
