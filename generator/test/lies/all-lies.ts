import type { Lie } from './lie.ts';
import { liesInCards } from './lies-in-cards.ts';
import { liesInEvaluations } from './lies-in-evaluations.ts';
import { liesInExplanations } from './lies-in-explanations.ts';
import { liesInFiles } from './lies-in-files.ts';
import { liesInProse } from './lies-in-prose.ts';
import { liesInReports } from './lies-in-reports.ts';
import { liesInReviews } from './lies-in-reviews.ts';
import { liesInRuns } from './lies-in-runs.ts';
import { liesInSites } from './lies-in-sites.ts';
import { liesOfSecrets } from './lies-of-secrets.ts';

/** Every lie by where it is told. */
export const allLies: Readonly<Record<string, readonly Lie[]>> = {
  'What people write': liesInProse,
  Cards: liesInCards,
  Evaluations: liesInEvaluations,
  Explanations: liesInExplanations,
  'Models and rows': liesInFiles,
  Runs: liesInRuns,
  Reports: liesInReports,
  'Approvals and signatures': liesInReviews,
  Secrets: liesOfSecrets,
  'The built site': liesInSites,
};
