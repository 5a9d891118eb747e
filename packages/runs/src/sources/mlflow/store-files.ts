import { join } from 'node:path';
import type { SourceEffects } from '../source.ts';
import { RunsError } from '../../runs-error.ts';
import type { KeyValues } from './mlflow-run.ts';
import { parseStoreYaml, type StoreYaml } from './store-yaml.ts';

/** Deeper folders than this are no keys but a mistake: MLflow's keys have 250 characters. */
const DEEPEST = 125;

/** The files of a file store, read from within its folder alone: a link that leaves it is left out with a note. */
export class StoreFiles {
  readonly effects: SourceEffects;
  readonly #root: string;
  #realRoot: string | undefined;

  /** @param root absolute path of the store */
  constructor(root: string, effects: SourceEffects) {
    this.#root = root;
    this.effects = effects;
  }

  /** Names of the folders in a folder, links that stay in the store included. */
  async folders(path: string): Promise<string[]> {
    const found: string[] = [];
    for (const name of await this.effects.listFolder(path))
      if (
        (await this.effects.kindOf(join(path, name))) === 'folder' &&
        (await this.#isInside(join(path, name)))
      )
        found.push(name);
    return found;
  }

  /** A folder's `meta.yaml`, or `null` where it has none. @throws RunsError `run-invalid` */
  async meta(folder: string): Promise<StoreYaml | null> {
    const file = join(folder, 'meta.yaml');
    if ((await this.effects.kindOf(file)) !== 'file' || !(await this.#isInside(file))) return null;
    return parseStoreYaml(await this.#text(file), file);
  }

  /**
   * A folder of one file a key, as params, tags and metrics are kept. A key with slashes is a path of folders.
   *
   * @returns whole contents by key, sorted by key
   */
  async keyValues(folder: string): Promise<KeyValues> {
    const found: [string, string][] = [];
    const collect = async (relative: string, depth: number): Promise<void> => {
      for (const name of await this.effects.listFolder(join(folder, relative))) {
        const key = relative === '' ? name : `${relative}/${name}`;
        const path = join(folder, key);
        const kind = await this.effects.kindOf(path);
        if (kind === null || !(await this.#isInside(path))) continue;
        if (kind === 'file') found.push([key, await this.#text(path)]);
        else if (depth < DEEPEST) await collect(key, depth + 1);
      }
    };
    await collect('', 1);
    return found.toSorted(([a], [b]) => (a < b ? -1 : 1));
  }

  async #text(file: string): Promise<string> {
    this.effects.signal.throwIfAborted();
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
        await this.effects.readFile(file),
      );
    } catch (cause) {
      const reason = cause instanceof TypeError ? 'not text in UTF-8' : (cause as Error).message;
      throw new RunsError('run-invalid', reason, { file, cause });
    }
  }

  async #isInside(path: string): Promise<boolean> {
    this.#realRoot ??= await this.effects.realPath(this.#root);
    const real = await this.effects.realPath(path).catch(() => '');
    if (real.startsWith(`${this.#realRoot}/`) && path.startsWith(this.#root)) {
      // A link to a folder above leads in circles.
      if (!`${join(this.#realRoot, path.slice(this.#root.length))}/`.startsWith(`${real}/`)) return true;
      if (join(this.#realRoot, path.slice(this.#root.length)) === real) return true;
    }
    this.effects.note(`${path}: a link that leaves the store; left out`);
    return false;
  }
}
