import { evidence as evidenceSchema, type Evidence } from '@modelfolio/schemas';
import { writeRecord } from '@modelfolio/project/json-file';
import type { Project } from '../effects.ts';
import type { Difference } from '../evaluation/compare-evaluations.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { compareEvidence } from './compare-evidence.ts';
import { evidencePath, readEvidence } from './evidence-file.ts';

/** Writes a model's evidence. */
export function writeEvidence(project: Project, evidence: Evidence): Promise<'written' | 'unchanged'> {
  return writeRecord(project, evidencePath(evidence.modelId), evidence, evidenceSchema, {
    code: 'evidence-invalid',
    by: 'modelfolio evaluate',
  });
}

/**
 * Holds evidence that was gathered again against the record.
 *
 * @throws ModelfolioError `evidence-missing`, `evidence-disagrees`
 */
export async function agreeWithRecord(project: Project, evidence: Evidence): Promise<void> {
  const id = evidence.modelId;
  const recorded = await readEvidence(project, id);
  if (recorded === null)
    throw new ModelfolioError('evidence-missing', 'not there', {
      file: evidencePath(id),
      hint: `run modelfolio evaluate ${id}`,
    });
  const [difference] = compareEvidence(recorded.value, evidence);
  if (difference) throw evidenceDisagreement(id, difference);
}

/** Recorded evidence that does not come out again. */
export function evidenceDisagreement(id: string, { pointer, recorded, found }: Difference): ModelfolioError {
  return new ModelfolioError(
    'evidence-disagrees',
    `recorded ${JSON.stringify(recorded)}, looking again gives ${JSON.stringify(found)}`,
    { file: evidencePath(id), field: pointer, hint: `run modelfolio evaluate ${id} --force` },
  );
}
