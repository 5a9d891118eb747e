import { modelCard, type ModelCard } from '@modelfolio/schemas';
import type { Project } from '../effects.ts';
import { cardPath } from '../card/compose-card.ts';
import { parseJson } from '@modelfolio/project/json-file';
import { ModelfolioError } from '../modelfolio-error.ts';

/** The files of a project as a git revision has them; nothing is checked out. */
export interface Revision {
  /** As the person named it, e.g. `origin/main`. */
  readonly name: string;
  /** Bytes of a file of the project; `null` where the revision has none. */
  readFile(path: string): Promise<Uint8Array | null>;
  /** Paths of the files in a folder of the project, with all that is in its folders. */
  listFiles(folder: string): Promise<string[]>;
}

/**
 * Finds a revision of the repository that the project is in.
 *
 * @throws ModelfolioError `revision-unknown`: no git, no repository, no such revision
 */
export async function openRevision(project: Project, name: string): Promise<Revision> {
  const git = (...args: string[]) => project.effects.runProcess('git', args, project.root);
  const inside = await git('rev-parse', '--show-prefix');
  if (inside.code !== 0)
    throw new ModelfolioError(
      'revision-unknown',
      inside.code === null ? 'git is not installed' : `${project.root} is in no git repository`,
      { hint: 'compare with a revision only where the project is kept in git' },
    );
  const verified = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`);
  if (verified.code !== 0) {
    const shallow = (await git('rev-parse', '--is-shallow-repository')).stdout.toString().trim() === 'true';
    throw new ModelfolioError('revision-unknown', `git knows no revision ${name}`, {
      hint: shallow
        ? 'this clone is shallow: fetch more of it (git fetch --unshallow)'
        : 'git branch --all lists some',
    });
  }
  const commit = verified.stdout.toString().trim();
  const prefix = inside.stdout.toString().trim();
  return {
    name,
    async readFile(path) {
      const { code, stdout } = await git('cat-file', 'blob', `${commit}:${prefix}${path}`);
      return code === 0 ? stdout : null;
    },
    async listFiles(folder) {
      const { stdout } = await git('ls-tree', '-r', '-z', '--name-only', commit, '--', `${folder}/`);
      return stdout.toString().split('\0').filter(Boolean);
    },
  };
}

/**
 * A model's card as a revision has it; `null` where it has none.
 *
 * @throws ModelfolioError `card-invalid` for one that is no card as this version of modelfolio knows them
 */
export async function cardAtRevision(revision: Revision, id: string): Promise<ModelCard | null> {
  const bytes = await revision.readFile(cardPath(id));
  return bytes && parseJson(bytes, `${revision.name}:${cardPath(id)}`, modelCard, 'card-invalid');
}
