import type { FileDigest } from '@modelfolio/schemas';

/**
 * Address at which the site serves a file of a model. It holds the start of the file's SHA-256, so that a
 * changed file has another address and the old one may be kept forever.
 *
 * @example artifactUrl({ path: 'model.onnx', bytes: 3, sha256: '9f86d081884c7d65…' })
 * // '/artifacts/9f86d081884c7d65/model.onnx'
 */
export function artifactUrl({ path, sha256 }: FileDigest): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return `/artifacts/${sha256.slice(0, 16)}/${name}`;
}
