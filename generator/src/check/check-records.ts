import type { Project } from '../effects.ts';
import { cardPath } from '../card/compose-card.ts';
import { evaluationPath } from '../evaluation/evaluate-model.ts';
import { evidencePath } from '../evidence/evidence-file.ts';
import { explanationPath } from '../explanation/explain-model.ts';
import { manifestPath } from '../model/manifest.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { kindOf, listFolder, readBytes, sha256Of } from '@modelfolio/project';
import { sealState, type SealState } from '@modelfolio/project/sealed-record';
import { readRunList, runListPath } from '@modelfolio/runs/run-list';
import { isRecordName } from '@modelfolio/runs/run-store';
import { reviewPath } from '../review/review-file.ts';
import { checkSignature } from './check-signature.ts';
import { Findings, type Finding } from './finding.ts';

/** A record, and what its own seal says of it. */
export interface CheckedRecord {
  path: string;
  state: SealState;
  /** Command that says it wrote it; `null` where the record does not say. */
  by: string | null;
  /** Who signed it: a name of the list of signers; `unknown` without a list; `null` where nobody did, or not for it. */
  signedBy: string | null;
}

/** What was found of records. */
export interface CheckedRecords {
  records: CheckedRecord[];
  findings: Finding[];
}

/**
 * Holds the records of a model against their seals and signatures, and its runs against their list.
 *
 * @param signers as {@link checkSignature} takes them
 */
export async function checkModelRecords(
  project: Project,
  id: string,
  signers: string | null = null,
): Promise<CheckedRecords> {
  const findings = new Findings(id);
  const kept = `content/versions/${id}`;
  const runs = `models/${id}/runs`;
  const records = await checkSeals(
    findings,
    project,
    [
      manifestPath(id),
      evaluationPath(id),
      evidencePath(id),
      explanationPath(id),
      ...(await recordsIn(project, runs)),
      cardPath(id),
      reviewPath(id),
      ...(await recordsIn(project, kept)),
    ],
    signers,
  );
  await findings.attempt(() => checkRunList(findings, project, id));
  if (signers !== null && (await kindOf(project, runListPath(id))) === 'file')
    await findings.attempt(() => checkSignature(project, runListPath(id), signers));
  return { records, findings: findings.list };
}

/** Likewise what belongs to no model: reports, and runs that wait for one. */
export async function checkOtherRecords(
  project: Project,
  signers: string | null = null,
): Promise<CheckedRecords> {
  const findings = new Findings(null);
  const waiting: string[] = [];
  for (const folder of await listFolder(project, 'runs'))
    waiting.push(...(await recordsIn(project, `runs/${folder}`)));
  const reports = await recordsIn(project, 'content/reports');
  const records = await checkSeals(findings, project, [...reports, ...waiting], signers);
  return { records, findings: findings.list };
}

async function recordsIn(project: Project, folder: string): Promise<string[]> {
  return (await listFolder(project, folder)).filter(isRecordName).map((name) => `${folder}/${name}`);
}

async function checkSeals(
  findings: Findings,
  project: Project,
  paths: readonly string[],
  signers: string | null,
): Promise<CheckedRecord[]> {
  const records: CheckedRecord[] = [];
  for (const path of paths) {
    const record = await readAny(project, path);
    // What is no JSON, or not there, is found by whoever reads it.
    if (record === undefined) continue;
    const state = sealState(record);
    const by = nameIn(record);
    const signed = await findings.attempt(() => checkSignature(project, path, signers));
    records.push({ path, state, by, signedBy: signed && (signed.by ?? 'unknown') });
    if (state === 'edited since')
      findings.add(
        new ModelfolioError('record-edited', `it is not as ${by ?? 'a command'} wrote it`, {
          file: path,
          hint: remedyOf(path),
        }),
      );
    if (state === 'not verifiable')
      findings.add(
        new ModelfolioError('record-unsealed', 'it carries no seal, so nothing tells whether it was edited', {
          file: path,
          hint: 'run the command that makes it again, or modelfolio migrate to seal it as it is now',
        }),
      );
  }
  return records;
}

async function readAny(project: Project, path: string): Promise<unknown> {
  if ((await kindOf(project, path)) !== 'file') return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(await readBytes(project, path)));
  } catch {
    project.effects.signal.throwIfAborted();
    return undefined;
  }
}

function nameIn(record: unknown): string | null {
  const seal = (record as { seal?: { by?: unknown } } | null)?.seal;
  return typeof seal?.by === 'string' ? seal.by : null;
}

/** What can be made again is; a run or a report is what was once measured. */
function remedyOf(path: string): string {
  return /\/runs\/|^runs\/|\/reports\/|\/versions\//.test(path)
    ? 'restore it (git checkout), or measure again'
    : 'restore it, or run the command that makes it again';
}

/** A model's runs must be those that commands wrote: none removed, none made up, none exchanged. */
async function checkRunList(findings: Findings, project: Project, id: string): Promise<void> {
  const home = `models/${id}/`;
  const list = runListPath(id);
  const present = await recordsIn(project, `${home}runs`);
  const sums = await readRunList(project, id);
  if (sums === null) {
    if (present.length > 0)
      findings.add(
        new ModelfolioError('run-list-missing', 'not there: runs may have been removed or made up', {
          file: list,
          hint: 'restore it, or modelfolio migrate to list the runs that are there now',
        }),
      );
    return;
  }
  for (const path of present) {
    const listed = sums.get(path.slice(home.length));
    if (listed === undefined)
      findings.add(
        new ModelfolioError('run-unlisted', `${list} does not name it: no command put it there`, {
          file: path,
          hint: 'remove it, and modelfolio ingest the store that holds the run',
        }),
      );
    else if (listed !== sha256Of(await readBytes(project, path)))
      findings.add(
        new ModelfolioError('record-edited', `it is not the file that ${list} names`, {
          file: path,
          hint: remedyOf(path),
        }),
      );
  }
  for (const name of sums.keys())
    if (!present.includes(home + name))
      findings.add(
        new ModelfolioError('run-removed', `${list} names it, and it is not there`, {
          file: home + name,
          hint: `restore it, or take its line out of ${list} for all to see`,
        }),
      );
}
