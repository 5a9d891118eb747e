import { isAbsolute, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceEffects } from '../source.ts';
import type { MlflowModel } from './mlflow-run.ts';
import { redactAddress } from '@modelfolio/redaction/redact-address';

/** Folders in which `mlflow server` keeps the artifacts that it serves, beside its database. */
const SERVED = ['mlartifacts', 'mlruns'];

/**
 * Finds the folders of artifacts in a store that may have been moved since MLflow wrote their absolute paths:
 * the longest tail of the path that is there under the root. Never outside the root.
 */
export class ArtifactFolders {
  readonly #root: string;
  readonly #effects: SourceEffects;
  #realRoot: string | undefined;
  #topNames: ReadonlySet<string> | undefined;
  readonly #told = new Set<string>();

  /** @param root absolute path of the folder that the store is in */
  constructor(root: string, effects: SourceEffects) {
    this.#root = root;
    this.#effects = effects;
  }

  /**
   * @param uri what MLflow has: `file:///…`, a path, `mlflow-artifacts:/1/…`, `s3://…`
   * @param id a segment that must be in the tail: the run's or the model's id
   * @returns absolute path of the folder, or `null` where it is not under the root
   */
  async find(uri: string | null, id: string): Promise<string | null> {
    if (!uri) return null;
    const path = localPath(uri);
    if (path === null) {
      this.#tellOnce(
        `artifacts at ${redactAddress(uri).split('/').slice(0, 3).join('/')} are not on this disk`,
      );
      return null;
    }
    const segments = path.split(/[/\\]/).filter((segment) => segment !== '' && segment !== '.');
    if (segments.includes('..') || path.includes('\0')) {
      this.#effects.note(`${redactAddress(uri)}: artifacts outside the store; left out`);
      return null;
    }
    this.#topNames ??= new Set(await this.#effects.listFolder(this.#root));
    const served = uri.startsWith('mlflow-artifacts:') ? SERVED : [];
    for (let from = 0; segments.indexOf(id, from) >= 0; from++) {
      const tail = segments.slice(from);
      for (const candidate of [...served.map((folder) => [folder, ...tail]), tail]) {
        if (!this.#topNames.has(candidate[0] ?? '')) continue;
        const folder = join(this.#root, ...candidate);
        if ((await this.#effects.kindOf(folder)) === 'folder' && (await this.#isInside(folder)))
          return folder;
      }
    }
    await this.#tellIfElsewhere(path, id);
    return null;
  }

  /** The model with its place from the root on, where it is there; else as MLflow has it. */
  async locate(model: MlflowModel): Promise<MlflowModel> {
    const folder = await this.find(model.artifactLocation, model.modelId);
    if (folder === null) return model;
    return { ...model, path: relative(this.#root, folder).split(sep).join('/') };
  }

  async #isInside(folder: string): Promise<boolean> {
    this.#realRoot ??= await this.#effects.realPath(this.#root);
    if (`${await this.#effects.realPath(folder)}/`.startsWith(`${this.#realRoot}/`)) return true;
    this.#effects.note(`${folder}: a link that leaves the store; left out`);
    return false;
  }

  /** A run that logged no file has no folder, so what is looked for is the one that all of an experiment's are in. */
  async #tellIfElsewhere(path: string, id: string): Promise<void> {
    const parent = path.slice(0, Math.max(0, path.indexOf(id)));
    if (!isAbsolute(parent) || this.#told.has(parent)) return;
    this.#told.add(parent);
    if (parent.startsWith(`${this.#root}${sep}`)) return;
    const there = (await this.#effects.kindOf(parent).catch(() => null)) === 'folder';
    if (there) this.#effects.note(`artifacts in ${parent} are outside ${this.#root}; left out`);
  }

  #tellOnce(text: string): void {
    if (!this.#told.has(text)) this.#effects.note(`${text}; left out`);
    this.#told.add(text);
  }
}

/** The path in an address that names a disk or MLflow's own server, or `null` for another machine's. */
function localPath(uri: string): string | null {
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(uri)?.[1]?.toLowerCase();
  if (scheme === undefined) return uri;
  if (scheme === 'mlflow-artifacts') return decoded(uri.replace(/^mlflow-artifacts:(\/\/[^/]*)?/i, ''));
  if (scheme !== 'file') return null;
  try {
    return fileURLToPath(uri);
  } catch {
    // e.g. file://server/share, or an encoded slash
    return null;
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
