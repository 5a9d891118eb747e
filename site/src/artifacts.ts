import type { FileDigest } from '@modelfolio/schemas';

/**
 * Where the site keeps a file of a model, from its root. It holds the start of the file's SHA-256, so that a changed
 * file has another address and the old one may be kept forever. `.gz` becomes `.gzip`: some hosts announce files of the
 * first name as encoded, and the browser would decompress them on the way.
 *
 * @example artifactPath({ path: 'model.onnx', bytes: 3, sha256: '9f86d081884c7d65…' })
 * // '/artifacts/9f86d081884c7d65/model.onnx'
 */
export function artifactPath({ path, sha256 }: FileDigest): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.gz$/, '.gzip');
  return `/artifacts/${sha256.slice(0, 16)}/${name}`;
}
