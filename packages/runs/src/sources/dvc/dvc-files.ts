import { join, relative } from 'node:path';
import type { FileDigest } from '@modelfolio/schemas';
import { parse as parseToml } from 'smol-toml';
import { RunsError } from '../../runs-error.ts';
import { decodeText, isMapping, parsePythonJson, parseYaml } from '../loose-values.ts';
import { digestChunks, digestFiles } from '../mlflow/artifact-files.ts';
import type { SourceEffects } from '../source.ts';

/** The files of a DVC project, read from within its folder alone. */
export class DvcFiles {
  readonly root: string;
  readonly effects: SourceEffects;

  /** @param root absolute path of the folder with `dvc.yaml` */
  constructor(root: string, effects: SourceEffects) {
    this.root = root;
    this.effects = effects;
  }

  /** Absolute path of a file or folder of the project, or `null` (noted when it lies outside) where there is none. */
  async inside(path: string): Promise<string | null> {
    const full = join(this.root, path);
    const real = await this.effects.realPath(full).catch(() => null);
    const root = await this.effects.realPath(this.root);
    if (
      path.startsWith('/') ||
      relative(this.root, full).startsWith('..') ||
      /^[a-z][a-z0-9+.-]*:/i.test(path)
    ) {
      this.effects.note(`${path}: outside ${this.root}; left out`);
      return null;
    }
    if (real === null) return null;
    if (real === root || real.startsWith(`${root}/`)) return full;
    this.effects.note(`${full}: a link that leaves the folder; left out`);
    return null;
  }

  /** A JSON, YAML or TOML file as a mapping, or `null` where it is not there. @throws RunsError `run-invalid` */
  async mapping(path: string): Promise<Record<string, unknown> | null> {
    const file = await this.inside(path);
    if (file === null || (await this.effects.kindOf(file)) !== 'file') return null;
    const text = decodeText(await this.effects.readFile(file), file);
    const value = file.endsWith('.json')
      ? parsePythonJson(text, file)
      : file.endsWith('.toml')
        ? readToml(text, file)
        : parseYaml(text, file);
    if (value === null) return {};
    if (isMapping(value)) return value;
    throw new RunsError('run-invalid', 'expected a mapping', { file });
  }

  /** Digests of a file, or of all in a folder, that is there; paths from the project. */
  async digests(path: string): Promise<FileDigest[]> {
    const full = await this.inside(path);
    if (full === null) return [];
    const name = relative(this.root, full).replaceAll('\\', '/');
    if ((await this.effects.kindOf(full)) === 'file')
      return [{ path: name, ...(await digestChunks(this.effects.readChunks(full))) }];
    const found = await digestFiles(full, this.effects);
    return found.map((digest) => ({ ...digest, path: name === '' ? digest.path : `${name}/${digest.path}` }));
  }
}

function readToml(text: string, file: string): unknown {
  try {
    return parseToml(text);
  } catch (cause) {
    const [reason = ''] = (cause as Error).message.split('\n');
    throw new RunsError('run-invalid', `not TOML: ${reason}`, { file, cause });
  }
}
