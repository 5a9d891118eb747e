import { modelCard, type FileDigest, type ModelCard } from '@modelfolio/schemas';
import type { Project } from '../effects.ts';
import { cardPath } from '../card/compose-card.ts';
import { compareValues } from '../evaluation/compare-evaluations.ts';
import { readJson, type JsonFile } from '@modelfolio/project/json-file';
import { valueAtPointer } from '@modelfolio/project/json-pointer';
import { ModelfolioError } from '../modelfolio-error.ts';
import { digestFile, kindOf } from '@modelfolio/project';
import type { Findings } from './finding.ts';

/**
 * Reads `content/models/<id>.json`.
 *
 * @throws ModelfolioError `card-missing` or `card-invalid`
 */
export async function readCard(project: Project, id: string): Promise<JsonFile<ModelCard>> {
  const path = cardPath(id);
  if ((await kindOf(project, path)) !== 'file')
    throw new ModelfolioError('card-missing', 'not there: the model has no card', {
      file: path,
      hint: `run modelfolio build ${id}`,
    });
  return readJson(project, path, modelCard, 'card-invalid');
}

/** Every file that the card was made from must still have the bytes it had. */
export async function checkInputs(
  findings: Findings,
  project: Project,
  card: JsonFile<ModelCard>,
): Promise<void> {
  for (const [index, input] of card.value.inputs.entries()) {
    const changed = await whatChanged(project, input);
    if (changed)
      findings.add(
        new ModelfolioError('input-changed', `${changed} since the card was made`, {
          file: input.path,
          field: `${card.path}#/inputs/${index}`,
          hint: 'undo the change, or run modelfolio ingest, evaluate and build',
        }),
      );
  }
}

async function whatChanged(project: Project, { path, bytes, sha256 }: FileDigest): Promise<string | null> {
  if ((await kindOf(project, path)) !== 'file') return 'is gone';
  const now = await digestFile(project, path);
  if (now.sha256 !== sha256)
    return `changed (SHA-256 was ${sha256.slice(0, 12)}…, is ${now.sha256.slice(0, 12)}…)`;
  return now.bytes === bytes ? null : `changed (had ${bytes} bytes, has ${now.bytes})`;
}

/** The card must be what its records make. Differing figures are named one by one. */
export function checkFigures(findings: Findings, card: JsonFile<ModelCard>, composed: ModelCard): void {
  const hint = `run modelfolio build ${card.value.id}`;
  const listed = new Map(card.value.inputs.map(({ path, sha256 }) => [path, sha256]));
  const changed = new Set(
    composed.inputs.filter((now) => listed.get(now.path) !== now.sha256).map(({ path }) => path),
  );
  for (const path of changed)
    if (!listed.has(path))
      findings.add(
        new ModelfolioError('input-changed', 'was added since the card was made', { file: path, hint }),
      );
  const seen = new Set<string>();
  for (const { pointer, recorded, found } of compareValues(card.value, composed)) {
    const [, top = '', second = ''] = pointer.split('/');
    if (top === 'inputs') continue;
    // The new hash of a changed record is the business of `input-changed`.
    if (pointer.endsWith('/source/sha256')) {
      const file = valueAtPointer(card.value, pointer.replace(/sha256$/, 'file'));
      if (changed.has(String(file))) continue;
    }
    const figure = top === 'figures' || (top === 'candidates' && pointer.includes('/figures/'));
    const group = figure ? pointer : `/${top}${top === 'sections' ? `/${second}` : ''}`;
    if (seen.has(group)) continue;
    seen.add(group);
    findings.add(
      new ModelfolioError(
        figure ? 'figure-mismatch' : 'record-mismatch',
        `the card says ${short(recorded)}, its record says ${short(found)}`,
        { file: card.path, field: pointer, hint },
      ),
    );
  }
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
