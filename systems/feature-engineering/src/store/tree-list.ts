import { orderText } from '../frame/order-text.ts';
import { FeaturesError } from '../features-error.ts';

/** A file of a tracked folder. */
export interface TreeFile {
  /** From the folder, with `/`. */
  readonly relpath: string;
  readonly md5: string;
}

/** A folder's list as DVC writes it, so that the digest is the same: Python's JSON in ASCII, sorted by path. */
export function writeTree(files: readonly TreeFile[]): string {
  const lines = files
    .toSorted((a, b) => orderText(a.relpath, b.relpath))
    .map(({ relpath, md5 }) => `{"md5": ${pythonString(md5)}, "relpath": ${pythonString(relpath)}}`);
  return `[${lines.join(', ')}]`;
}

/**
 * Reads {@link writeTree}'s.
 *
 * @param file for messages
 * @throws FeaturesError `store-damaged`, also when a path leads out of the folder
 */
export function readTree(bytes: Uint8Array, file: string): TreeFile[] {
  const fail = (reason: string): FeaturesError =>
    new FeaturesError('store-damaged', reason, {
      file,
      hint: 'delete it, then pull, or add the folder again',
    });
  let list: unknown;
  try {
    list = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw fail('not JSON');
  }
  if (!Array.isArray(list)) throw fail('expected a list of files');
  const seen = new Set<string>();
  return list.map((one: unknown) => {
    const { relpath, md5 } = (one ?? {}) as Record<string, unknown>;
    if (typeof relpath !== 'string' || typeof md5 !== 'string' || !/^[0-9a-f]{32}$/.test(md5))
      throw fail('an entry without relpath or md5');
    if (relpath.includes('\0') || relpath.split('/').some((part) => ['', '.', '..'].includes(part)))
      throw fail(`the path ${JSON.stringify(relpath)} does not lie in the folder`);
    if (seen.has(relpath)) throw fail(`the path ${JSON.stringify(relpath)} stands twice`);
    seen.add(relpath);
    return { relpath, md5 };
  });
}

function pythonString(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007F-\uFFFF]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
