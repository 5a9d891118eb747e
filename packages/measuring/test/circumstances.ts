import type { Circumstances } from '../src/bench-report.ts';

/** Nowhere, at some time: what a test of a report says of its measurements. */
export const someCircumstances: Circumstances = {
  environment: { runtime: 'node 24', packages: {}, lockfileSha256: null, hardware: null },
  measuredAt: '2026-01-01T00:00:00.000Z',
};
