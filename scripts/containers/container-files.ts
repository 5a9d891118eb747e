import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { Failure } from '@modelfolio/failures';

/** A container file of a room, and what lies beside it. Paths are from the root of the repository. */
export interface ContainerFile {
  /** The Dockerfile. */
  readonly path: string;
  /** Folder of the workspace that it packs. */
  readonly workspace: string;
  /** The module that says how the container is run and what it is asked. */
  readonly trial: string;
  /** The compose file, where there is one. */
  readonly compose: string | null;
}

/**
 * Every container file of the systems: `Dockerfile` in a folder `deploy`, or `Dockerfile.<word>` where a room has several.
 * Beside `Dockerfile.<word>` lie `container-trial.<word>.ts` and, if need be, `compose.<word>.yaml`.
 *
 * @throws Failure `container-file` that names what is missing beside one
 */
export function findContainerFiles(root: string): ContainerFile[] {
  return globSync('systems/**/deploy/Dockerfile*', { cwd: root, exclude: ['**/node_modules/**'] })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.endsWith('.dockerignore'))
    .toSorted()
    .map((path) => containerFileOf(root, path));
}

function containerFileOf(root: string, path: string): ContainerFile {
  const folder = posix.dirname(path);
  const workspace = posix.dirname(folder);
  const ending = posix.basename(path).slice('Dockerfile'.length);
  const trial = `${folder}/container-trial${ending}.ts`;
  const compose = `${folder}/compose${ending}.yaml`;
  for (const needed of [`${workspace}/package.json`, `${path}.dockerignore`, trial])
    if (!existsSync(join(root, needed)))
      throw new Failure('container-file', `there is no ${needed}, which every container file needs`, {
        file: path,
      });
  return { path, workspace, trial, compose: existsSync(join(root, compose)) ? compose : null };
}

/**
 * The default of `ARG BASE` in a container file, e.g. `node:24.21.0-bookworm-slim`.
 *
 * @throws Failure `container-file` where it has none, or builds a stage on another image
 */
export function defaultBaseOf(root: string, { path }: Pick<ContainerFile, 'path'>): string {
  const text = readFileSync(join(root, path), 'utf8');
  const base = /^ARG BASE=(\S+)$/m.exec(text)?.[1];
  if (base === undefined)
    throw new Failure('container-file', 'there is no line ARG BASE=<image>', {
      file: path,
      hint: 'tests replace the base by it',
    });
  const stages = [...text.matchAll(/^FROM\s+(\S+)(?:\s+AS\s+(\S+))?/gim)];
  const known = new Set(['scratch', '${BASE}']);
  for (const [, image = '', name] of stages) {
    if (!known.has(image))
      throw new Failure(
        'container-file',
        `FROM ${image}: a stage starts from \${BASE}, scratch or another stage`,
        { file: path },
      );
    if (name !== undefined) known.add(name);
  }
  return base;
}
