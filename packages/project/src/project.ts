import { createHash } from 'node:crypto';
import { basename, dirname, join, resolve } from 'node:path';
import type { DiskReading, DiskWriting, Interruption } from '@modelfolio/command-line/effects';
import { Failure } from '@modelfolio/failures';
import type { FileDigest } from '@modelfolio/schemas';

/** What a project's files are reached by. */
export interface ProjectEffects extends DiskReading, Pick<DiskWriting, 'writeFile'>, Interruption {
  /** Folder that a command starts looking for the project in. */
  readonly workingFolder: string;
}

/**
 * A folder with `models/` and `content/` in it, and the means to reach it. Paths are relative to `root`.
 *
 * @typeParam Effects what else may be done in it
 */
export interface Project<Effects extends ProjectEffects = ProjectEffects> {
  readonly root: string;
  readonly effects: Effects;
}

/** Folders that make a folder a project, any of them. */
const marks = ['models', 'runs', 'content'];

/**
 * Finds the project: `root` if given, else the nearest folder from the working folder up that has `models/`, `runs/` or
 * `content/`.
 *
 * @param start `true` for commands that may begin a project: then any folder named as `root` will do
 * @throws Failure `project-missing`
 */
export async function openProject<Effects extends ProjectEffects>(
  root: string | undefined,
  effects: Effects,
  { start = false }: { start?: boolean } = {},
): Promise<Project<Effects>> {
  const from = resolve(effects.workingFolder, root ?? '.');
  if (start && root !== undefined && (await effects.kindOf(from)) !== 'file') return { root: from, effects };
  for (let folder = from; ; folder = dirname(folder)) {
    for (const mark of marks)
      if (!isInside(folder, mark) && (await effects.kindOf(join(folder, mark))) === 'folder')
        return { root: folder, effects };
    if (root !== undefined || dirname(folder) === folder) break;
  }
  throw new Failure('project-missing', `no models folder in ${from}${root ? '' : ' or above it'}`, {
    hint: start
      ? 'go to the project, or begin one here with --root .'
      : 'go to the project, or name it with --root <folder>',
  });
}

/** Whether a folder has a mark because it lies inside of a project: `content/models`, `models/<id>/runs`. */
function isInside(folder: string, mark: string): boolean {
  return basename(folder) === 'content' || (mark === 'runs' && basename(dirname(folder)) === 'models');
}

/** Ids of all models, or the wanted ones when any are named; a folder without files is no model. */
export async function modelIds(project: Project, wanted: readonly string[] = []): Promise<string[]> {
  const found: string[] = [];
  for (const name of await project.effects.listFolder(join(project.root, 'models'))) {
    const files = await project.effects.listFolder(join(project.root, 'models', name));
    if (!name.startsWith('.') && files.length > 0) found.push(name);
  }
  const unknown = wanted.find((id) => !found.includes(id));
  if (unknown !== undefined)
    throw new Failure('model-unknown', `no model named ${unknown} in models/`, {
      hint: found.length > 0 ? `there are: ${found.join(', ')}` : 'models/ is empty',
    });
  return wanted.length > 0 ? found.filter((id) => wanted.includes(id)) : found;
}

/** Bytes of a file. Rejects with the file system's error when it cannot be read. */
export function readBytes(project: Project, path: string): Promise<Uint8Array> {
  project.effects.signal.throwIfAborted();
  return project.effects.readFile(join(project.root, path));
}

export function kindOf(project: Project, path: string): Promise<'file' | 'folder' | null> {
  return project.effects.kindOf(join(project.root, path));
}

/** Names in a folder, sorted; an absent folder is empty. */
export function listFolder(project: Project, path: string): Promise<string[]> {
  return project.effects.listFolder(join(project.root, path));
}

/** SHA-256 as 64 hexadecimal digits. */
export function sha256Of(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Size and SHA-256 of a file, named by its path from the root unless another name is given. */
export async function digestFile(project: Project, path: string, name = path): Promise<FileDigest> {
  const bytes = await readBytes(project, path);
  return { path: name, bytes: bytes.length, sha256: sha256Of(bytes) };
}

/** Writes a file unless it holds these very bytes already. */
export async function writeIfChanged(
  project: Project,
  path: string,
  text: string,
): Promise<'written' | 'unchanged'> {
  project.effects.signal.throwIfAborted();
  const bytes = Buffer.from(text);
  if ((await kindOf(project, path)) === 'file' && bytes.equals(await readBytes(project, path)))
    return 'unchanged';
  await project.effects.writeFile(join(project.root, path), bytes);
  return 'written';
}
