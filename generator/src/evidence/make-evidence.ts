import { join, resolve } from 'node:path';
import { Failure } from '@modelfolio/failures';
import { readBytes } from '@modelfolio/project';
import { sealOf } from '@modelfolio/project/sealed-record';
import { tableFormatOf } from '@modelfolio/inference';
import type { Evidence, ModelManifest, RowEvidence } from '@modelfolio/schemas';
import type { Project } from '../effects.ts';
import type { EvaluatedRows } from '../evaluation/evaluated-rows.ts';
import { modelSha256 } from '../model/described-model.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import {
  evidencePath,
  evidenceVersion,
  predictionsFile,
  readEvidence,
  whyEvidenceStale,
} from './evidence-file.ts';
import { gatherEvidence, gatherWithoutRows } from './gather-evidence.ts';

/** What a person gives to hold an evaluation against: paths from the working folder. */
export interface GivenSources {
  /** Predictions of the original model for the rows of the evaluation set; a copy is kept beside the model. */
  readonly predictions?: string | undefined;
  /** The rows that the model was trained on; what was found in them is kept, they are not. */
  readonly trainingData?: string | undefined;
  /**
   * Whether the evidence takes the record's place (default: it is held against the record). Then a damaged record hands
   * nothing on, and a line on standard error says what is lost.
   */
  readonly replaces?: boolean;
}

/** Whether a model's evidence is of what is there now, as the command wrote it. */
export async function isEvidenceCurrent(project: Project, manifest: ModelManifest): Promise<boolean> {
  const recorded = await readEvidence(project, manifest.id).catch(() => null);
  if (recorded === null || (await sealOf(project, recorded.path)) !== 'as written') return false;
  return whyEvidenceStale(recorded.value, manifest, await predictionsFile(project, manifest.id)) === null;
}

/**
 * Gathers the evidence of a model with what is given now, else with what was given before: predictions that lie beside
 * it, and what was found in training data, as long as model and rows are the same.
 *
 * @param rows `null` for a model that is judged on none
 * @returns the evidence, and how to keep the predictions that were given; nothing is written before that is called
 * @throws ModelfolioError as `gatherEvidence`, and `predictions-unreadable` where others are there under another name
 */
export async function makeEvidence(
  project: Project,
  manifest: ModelManifest,
  rows: EvaluatedRows | null,
  given: GivenSources = {},
): Promise<{ evidence: Evidence; keepPredictions: () => Promise<void> }> {
  if (rows === null)
    return { evidence: await gatherWithoutRows(project, manifest), keepPredictions: async () => undefined };
  const predictions = await predictionsOf(project, manifest.id, given.predictions);
  const training =
    given.trainingData === undefined
      ? await knownTraining(project, manifest, given.replaces === true)
      : {
          name: given.trainingData,
          bytes: await bytesOf(project, given.trainingData, 'training-data-unreadable'),
        };
  const evidence = await gatherEvidence(project, manifest, rows, { predictions, training });
  return {
    evidence,
    keepPredictions: async () => {
      if (given.predictions !== undefined && predictions !== null)
        await project.effects.writeFile(
          join(project.root, 'models', manifest.id, predictions.path),
          predictions.content,
        );
    },
  };
}

async function predictionsOf(
  project: Project,
  id: string,
  given: string | undefined,
): Promise<{ path: string; content: Uint8Array } | null> {
  const there = await predictionsFile(project, id);
  if (given === undefined)
    return there && { path: there.path, content: await readBytes(project, `models/${id}/${there.path}`) };
  const content = await bytesOf(project, given, 'predictions-unreadable');
  const format = tableFormatOf(content, given);
  if (format === null)
    throw new ModelfolioError('predictions-unreadable', 'no table', {
      file: given,
      hint: 'takes .csv, .csv.gz, .tsv, .parquet and .npz',
    });
  const isPacked = format === 'csv' && content[0] === 0x1f && content[1] === 0x8b;
  const path = `predictions.${format}${isPacked ? '.gz' : ''}`;
  if (there && there.path !== path)
    throw new ModelfolioError('predictions-unreadable', 'there already, under another name', {
      file: `models/${id}/${there.path}`,
      hint: 'remove it first',
    });
  return { path, content };
}

/** What an earlier look at training data found, where it is of the same model and rows. */
async function knownTraining(
  project: Project,
  manifest: ModelManifest,
  replaces: boolean,
): Promise<RowEvidence['training']> {
  const recorded = await readEvidence(project, manifest.id).catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error;
    if (replaces) tellLost(project, manifest, error);
    return null;
  });
  if (recorded === null || recorded.value.evidenceVersion !== evidenceVersion) return null;
  const { modelSha256: model, dataset, rows } = recorded.value;
  if (model !== modelSha256(manifest) || dataset?.digest !== manifest.evaluationSet?.digest) return null;
  // Sealed anew, an edited count would pass for one that was found.
  if (replaces && (await sealOf(project, recorded.path)) === 'edited since') {
    tellLost(project, manifest, { reason: 'edited since it was written', place: {} });
    return null;
  }
  return rows?.training ?? null;
}

/** Rows that were found in training data cannot be found again without it: whoever has the file is told. */
function tellLost(
  { effects }: Project,
  { id }: ModelManifest,
  { reason, place }: Pick<Failure, 'reason' | 'place'>,
): void {
  const { message } = new ModelfolioError(
    'evidence-invalid',
    `${reason}; made again, without the rows that may have been found in training data`,
    {
      ...place,
      file: evidencePath(id),
      hint: `run modelfolio evaluate ${id} --training-data FILE to look for them again`,
    },
  );
  effects.note(`modelfolio: ${message}`);
}

async function bytesOf(
  project: Project,
  path: string,
  code: 'predictions-unreadable' | 'training-data-unreadable',
): Promise<Uint8Array> {
  const { effects } = project;
  try {
    return await effects.readFile(resolve(effects.workingFolder, path));
  } catch (cause) {
    effects.signal.throwIfAborted();
    throw new ModelfolioError(code, 'cannot be read', {
      file: path,
      hint: 'name a file that is there',
      cause,
    });
  }
}
