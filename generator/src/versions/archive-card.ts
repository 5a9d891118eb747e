import { join } from 'node:path';
import type { ModelCard } from '@modelfolio/schemas';
import type { Project } from '../effects.ts';
import { cardPath } from '../card/compose-card.ts';
import { formatJson } from '@modelfolio/project/json-file';
import { ModelfolioError } from '../modelfolio-error.ts';
import { kindOf, readBytes } from '@modelfolio/project';

/** Where the card of an earlier version is kept. */
export function archivePath(id: string, version: string): string {
  return `content/versions/${id}/${version}.json`;
}

/** What keeping the former card led to. */
export interface Archived {
  /** Path of the card that was kept now; `null` where there was none to keep. */
  kept: string | null;
  /** What the owner should know, in one line. */
  notice: string | null;
}

/**
 * Keeps the card of before, byte for byte, when the new one has another version. The card is kept before the new one is
 * written, so that an interruption loses neither.
 *
 * @throws ModelfolioError `version-rewritten` when that version, or the new one, is kept already with another content
 */
export async function archiveFormerCard(project: Project, card: ModelCard): Promise<Archived> {
  const { id, version } = card;
  await refuseRewriting(project, id, version, Buffer.from(formatJson(card)));
  const former = await readFormer(project, id);
  if (former === null) return { kept: null, notice: null };
  if (former.version === version) {
    const changed = former.models !== modelFiles(card.manifest);
    const hint = `raise version in models/${id}/card.yaml to keep the card of before`;
    return {
      kept: null,
      notice: changed ? `${id}: other model files, still version ${version} (${hint})` : null,
    };
  }
  const path = archivePath(id, former.version);
  await refuseRewriting(project, id, former.version, former.bytes);
  await project.effects.writeFile(join(project.root, path), former.bytes);
  return { kept: path, notice: null };
}

async function refuseRewriting(
  project: Project,
  id: string,
  version: string,
  bytes: Uint8Array,
): Promise<void> {
  const path = archivePath(id, version);
  if ((await kindOf(project, path)) !== 'file') return;
  if (Buffer.from(bytes).equals(await readBytes(project, path))) return;
  throw new ModelfolioError('version-rewritten', `version ${version} is kept with another content`, {
    file: path,
    hint: `give models/${id}/card.yaml a version that was not used yet`,
  });
}

/** The card that lies there now; one that no reader could take is not worth keeping. */
async function readFormer(
  project: Project,
  id: string,
): Promise<{ version: string; models: string; bytes: Uint8Array } | null> {
  const path = cardPath(id);
  if ((await kindOf(project, path)) !== 'file') return null;
  const bytes = await readBytes(project, path);
  try {
    const { version, manifest } = JSON.parse(Buffer.from(bytes).toString()) as ModelCard;
    return { version, models: modelFiles(manifest), bytes };
  } catch {
    return null;
  }
}

function modelFiles({ formats }: ModelCard['manifest']): string {
  return formats
    .flatMap(({ files }) => files.map(({ path, sha256 }) => `${path} ${sha256}`))
    .toSorted()
    .join('\n');
}
