import { dirname, join, resolve } from 'node:path';
import { isMap, isSeq, parseDocument, Scalar, type YAMLMap } from 'yaml';
import { FeaturesError } from '../features-error.ts';
import type { Digest } from './digest.ts';
import { isPlain, yamlText } from './yaml-text.ts';

/** What a `.dvc` file says of one file or folder. */
export interface DvcOut extends Digest {
  /** The `.dvc` file. */
  readonly file: string;
  /** As it stands there. */
  readonly path: string;
  /** Where that is. */
  readonly place: string;
  /** Of all contents in bytes, if it says so. */
  readonly size: number | null;
  /** Of a folder. */
  readonly files: number | null;
  readonly executable: boolean;
  /** Name of the remote it alone goes to. */
  readonly remote: string | null;
  /** Whether it lies in the cache, and goes to a remote. */
  readonly cached: boolean;
  readonly pushed: boolean;
}

/** Whether it is a folder's. */
export const isFolder = ({ md5 }: Pick<Digest, 'md5'>): boolean => md5.endsWith('.dir');

/**
 * What a `.dvc` file tracks; an entry without a digest, which nobody has added yet, is left out.
 *
 * @throws FeaturesError `file-unreadable`
 */
export function readDvcFile(text: string, file: string): DvcOut[] {
  // Only text: a digest of decimal digits is no number.
  const document = parseDocument(text, { schema: 'failsafe' });
  const fail = (reason: string): FeaturesError =>
    new FeaturesError('file-unreadable', reason, {
      file,
      hint: 'take it back from git, or add the data again',
    });
  if (document.errors[0]) throw fail(`not YAML: ${document.errors[0].message.split('\n')[0] ?? ''}`);
  const value = (document.toJS() ?? {}) as { outs?: unknown; wdir?: unknown };
  if (typeof value !== 'object') throw fail('expected a mapping');
  if (value.outs === undefined || value.outs === '') return [];
  if (!Array.isArray(value.outs)) throw fail('outs: expected a list');
  const folder = join(dirname(file), typeof value.wdir === 'string' ? value.wdir : '');
  return value.outs.flatMap((one: unknown) => {
    const out = (one ?? {}) as Record<string, unknown>;
    const word = (key: string): string | null => {
      const found = out[key];
      return typeof found === 'string' && found !== '' ? found : null;
    };
    const path = word('path');
    const md5 = word('md5')?.toLowerCase() ?? null;
    if (path === null) throw fail('outs: an entry without path');
    if (md5 === null) return [];
    if (!/^[0-9a-f]{32}(?:\.dir)?$/.test(md5)) throw fail(`outs: ${JSON.stringify(md5)} is no md5`);
    const number = (key: string): number | null => {
      const found = word(key);
      return found !== null && /^\d+$/.test(found) ? Number(found) : null;
    };
    const hash = word('hash');
    if (hash !== null && hash !== 'md5') throw fail(`outs: the hash ${JSON.stringify(hash)} is not known`);
    return [
      {
        file,
        path,
        // An address stays what it is, so that nobody takes it for a path of the project.
        place: path.includes('://') ? path : resolve(folder, path),
        md5,
        algorithm: hash === null ? 'md5-dos2unix' : 'md5',
        size: number('size'),
        files: number('nfiles'),
        executable: /^true$/i.test(word('isexec') ?? ''),
        remote: word('remote'),
        cached: !/^false$/i.test(word('cache') ?? ''),
        pushed: !/^false$/i.test(word('push') ?? ''),
      } satisfies DvcOut,
    ];
  });
}

/** What {@link writeDvcFile} writes; the digest is a plain md5. */
export type NewOut = Pick<DvcOut, 'path' | 'md5' | 'files' | 'executable'> & { readonly size: number };

/**
 * A `.dvc` file as DVC writes it.
 *
 * @param before what the file held: comments, descriptions and settings stay
 */
export function writeDvcFile(out: NewOut, before: string | null): string {
  const fields: [string, string | number | boolean][] = [
    ['md5', out.md5],
    ['size', out.size],
    ...(out.files === null ? [] : [['nfiles', out.files] as [string, number]]),
    ...(out.executable ? [['isexec', true] as [string, boolean]] : []),
    ['hash', 'md5'],
    ['path', out.path],
  ];
  const kept = before === null ? null : update(before, out.path, fields);
  if (kept !== null) return kept;
  const lines = fields.map(
    ([key, value]) => `${key}: ${typeof value === 'string' ? yamlText(value) : value}`,
  );
  return `outs:\n- ${lines.join('\n  ')}\n`;
}

function update(before: string, path: string, fields: [string, string | number | boolean][]): string | null {
  const document = parseDocument(before);
  const outs = document.get('outs');
  if (document.errors.length > 0 || !isSeq(outs)) return null;
  const own = outs.items.find((item): item is YAMLMap => isMap(item) && String(item.get('path')) === path);
  if (!own) return null;
  for (const key of ['md5', 'size', 'nfiles', 'isexec', 'hash'])
    if (!fields.some(([name]) => name === key)) own.delete(key);
  for (const [key, value] of fields) {
    const scalar = new Scalar(value);
    if (typeof value === 'string') scalar.type = isPlain(value) ? 'PLAIN' : 'QUOTE_SINGLE';
    if (key !== 'path') own.set(key, scalar);
  }
  return document.toString({ indentSeq: false, lineWidth: 0 });
}
