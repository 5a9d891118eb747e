import type {
  CardEvidence,
  CardYaml,
  Evaluation,
  Evidence,
  ModelManifest,
  RunRecord,
} from '@modelfolio/schemas';
import { concernsOf } from './concerns.ts';
import { hasEvidence } from './evidence-file.ts';
import { loggedMetrics } from './logged-metrics.ts';
import { unseenRows } from './unseen-rows.ts';

/** Records that a card's evidence is read from. */
export interface EvidenceRecords {
  readonly manifest: ModelManifest;
  /** `null` for a model that is judged on no rows. */
  readonly evaluation: Evaluation | null;
  /** `null` where `modelfolio evaluate` has not written it. */
  readonly evidence: Evidence | null;
  readonly run: RunRecord | null;
  /** What the author says of the rows. */
  readonly words: CardYaml['evaluationSet'];
}

/** What a card says of its own evidence; `null` for a model of one format that is judged on no rows. */
export function cardEvidence(records: EvidenceRecords): CardEvidence | null {
  const { manifest, evaluation, evidence, run, words } = records;
  if (!hasEvidence(manifest)) return null;
  const set = manifest.evaluationSet;
  const said = words?.unseen?.trim() || null;
  const unseen = set && unseenRows({ set, run, evidence, said });
  const logged = run && evaluation ? loggedMetrics(run, evaluation) : [];
  const concerns = concernsOf({ evaluation, evidence, run, logged, unseen, admitted: words?.admitted });
  return { unseen, logged, record: evidence, concerns };
}
