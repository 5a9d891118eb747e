import type { Transaction } from '../database/database.ts';
import type { Int64 } from '../interface/message-types.ts';
import type { Reach } from '../reach.ts';
import { experimentsInReach, isInExperiments } from './experiment-scope.ts';

interface SummaryRow {
  readonly experiment_id: Int64;
  readonly name: string;
  readonly digest: string;
  readonly context: string | null;
}

/** Data sets that are told at most. */
const mostSummaries = 1000;

/** The data sets that went into runs of experiments, with what for. @throws MlflowError for an id that is no number */
export async function searchDatasetSummaries(
  tx: Transaction,
  experimentIds: readonly string[],
  reach: Reach,
): Promise<object[]> {
  const scope = isInExperiments('d.experiment_id', experimentsInReach(experimentIds, reach));
  const rows = await tx.all<SummaryRow>(
    `SELECT DISTINCT d.experiment_id, d.name, d.digest, t.value AS context FROM datasets AS d
     JOIN inputs AS i ON i.source_id = d.dataset_uuid
     LEFT JOIN input_tags AS t ON t.input_uuid = i.input_uuid AND t.name = 'mlflow.data.context'
     WHERE ${scope.sql} ORDER BY d.experiment_id, d.name, d.digest, t.value LIMIT ?`,
    [...scope.values, mostSummaries],
  );
  return rows.map(({ experiment_id, name, digest, context }) => ({
    experiment_id: String(experiment_id),
    name,
    digest,
    context: context ?? undefined,
  }));
}
