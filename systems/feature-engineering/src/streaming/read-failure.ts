import { InferenceError } from '@modelfolio/inference';
import { FeaturesError } from '../features-error.ts';

const words: Readonly<Record<string, readonly [reason: string, hint: string]>> = {
  ENOENT: ['there is no such file', 'look at the path'],
  ENOTDIR: ['there is no such file', 'look at the path'],
  EACCES: ['permission denied', 'change the permissions of the file, or of its folder'],
  EPERM: ['permission denied', 'change the permissions of the file, or of its folder'],
  EISDIR: ['a folder where a file is needed', 'name a file in it'],
  Z_BUF_ERROR: ['the gzip ends too early', 'it was cut off, or is still being written: get it again'],
  Z_DATA_ERROR: ['damaged gzip', 'compress it again'],
};

/** Why a file cannot be read, as one line; what is no such failure stays what it is. */
export function readFailure(cause: unknown, file: string): unknown {
  if (cause instanceof InferenceError) {
    const { hint, reason, place } = cause;
    return new FeaturesError('file-unreadable', reason, {
      file: place.line == null ? file : `${file}:${place.line}`,
      row: place.row,
      column: place.column,
      hint,
      cause,
    });
  }
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const known = cause instanceof FeaturesError ? undefined : words[code];
  return known ? new FeaturesError('file-unreadable', known[0], { file, hint: known[1], cause }) : cause;
}

/** A file is not what it was when its columns were looked at. */
export const changedFile = (file: string): FeaturesError =>
  new FeaturesError('file-unreadable', 'the file has changed since it was first read', {
    file,
    hint: 'do it again when nothing writes to it',
  });
