/**
 * A URI with parts added to its path, before its query (`mlflow.utils.uri.append_to_uri_path`).
 *
 * @example
 * appendToUri('s3://bucket/x?region=eu', 'a1', 'artifacts'); // 's3://bucket/x/a1/artifacts?region=eu'
 */
export function appendToUri(uri: string, ...parts: readonly string[]): string {
  const [, base = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(uri) ?? [];
  // Of a scheme with an authority and no path, or one such as mlflow-artifacts:, only the end of the path is touched.
  return `${base.replace(/\/+$/, (slashes) => (/^[\w+.-]+:\/*$/.test(base) ? slashes.slice(0, -1) : ''))}/${parts.join('/')}${rest}`;
}
