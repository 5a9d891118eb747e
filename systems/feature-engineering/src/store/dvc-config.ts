import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FeaturesError } from '../features-error.ts';
import type { StoreEffects } from './store-effects.ts';

/** What the settings of a project say to the store: `.dvc/config`, and over it `.dvc/config.local`. */
export interface DvcConfig {
  /** Folder of all contents. */
  readonly cache: string;
  /** Whether the project does without git. */
  readonly noScm: boolean;
  readonly defaultRemote: string | null;
  /** Addresses by name: absolute paths of folders, or as they stand. */
  readonly remotes: ReadonlyMap<string, string>;
}

/** @throws FeaturesError `file-unreadable` */
export async function readConfig(root: string, effects: StoreEffects): Promise<DvcConfig> {
  const folder = join(root, '.dvc');
  const remotes = new Map<string, string>();
  const settings = new Map<string, string>();
  for (const name of ['config', 'config.local']) {
    const file = join(folder, name);
    if ((await effects.look(file, 'follow'))?.kind !== 'file') continue;
    const text = new TextDecoder().decode(await effects.readFile(file));
    for (const { section, key, value } of readIni(text, file)) {
      const remote = /^remote\s*"(.*)"$/.exec(section)?.[1];
      if (remote === undefined) settings.set(`${section}.${key}`, value);
      else if (key === 'url') remotes.set(remote, toPlace(value, folder));
    }
  }
  const cache = settings.get('cache.dir');
  return {
    cache: cache === undefined ? join(folder, 'cache') : toPlace(cache, folder),
    noScm: /^(?:true|1|yes|on)$/i.test(settings.get('core.no_scm') ?? ''),
    defaultRemote: settings.get('core.remote') ?? null,
    remotes,
  };
}

/**
 * The folder of a remote.
 *
 * @param name the default one without
 * @throws FeaturesError `usage` when it is no folder, or there is none
 */
export function remoteFolder(config: DvcConfig, name: string | null, verb: 'pull' | 'push'): string {
  const wanted = name ?? config.defaultRemote;
  if (wanted === null)
    throw new FeaturesError('usage', 'the project has no default remote', {
      hint: '`dvc remote add --default <name> <folder>` makes one',
    });
  const place = config.remotes.get(wanted);
  if (place === undefined)
    throw new FeaturesError('usage', `the project has no remote ${JSON.stringify(wanted)}`, {
      hint: `there are: ${[...config.remotes.keys()].join(', ') || 'none'}`,
    });
  // The address is not shown whole: it may hold a password.
  const scheme = SCHEME.exec(place)?.[1];
  if (scheme !== undefined)
    throw new FeaturesError(
      'usage',
      `the remote ${JSON.stringify(wanted)} is at ${scheme}, here only folders are known`,
      {
        hint: `\`dvc ${verb}\` does it`,
      },
    );
  return place;
}

const SCHEME = /^([\w+.-]+):\/\//;

function toPlace(value: string, folder: string): string {
  if (value.startsWith('file://')) return fileURLToPath(value);
  if (SCHEME.test(value)) return value;
  return resolve(folder, value.replace(/^~(?=\/|$)/, homedir()));
}

interface Setting {
  readonly section: string;
  readonly key: string;
  readonly value: string;
}

function readIni(text: string, file: string): Setting[] {
  let section = '';
  return text.split(/\r?\n/).flatMap((line, index) => {
    const part = line.trim();
    if (part === '' || part.startsWith('#') || part.startsWith(';')) return [];
    const head = /^\[\s*(.*?)\s*\](?:\s*#.*)?$/.exec(part)?.[1];
    if (head !== undefined) {
      section = unquote(head);
      return [];
    }
    const [, key, value] = /^([^=]+?)\s*=\s*(.*)$/.exec(part) ?? [];
    if (key === undefined || value === undefined)
      throw new FeaturesError('file-unreadable', 'expected "name = value"', { file, row: index + 1 });
    return [{ section, key: unquote(key).toLowerCase(), value: unquote(value) }];
  });
}

/** Without quotes, or without the comment that follows. */
function unquote(text: string): string {
  const quoted = /^(?:"([^"]*)"|'([^']*)')(?:\s*#.*)?$/.exec(text);
  return quoted ? (quoted[1] ?? quoted[2] ?? '') : text.replace(/\s*#.*$/, '');
}
