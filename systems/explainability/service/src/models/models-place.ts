/** Where models are taken from. */
export type ModelsPlace =
  | { readonly kind: 'folder'; readonly folder: string }
  /** @property prefix without slashes around it; empty for the whole bucket */
  | { readonly kind: 'bucket'; readonly bucket: string; readonly prefix: string };

/**
 * The place that a setting names: a folder, or `gs://bucket/prefix`
 * (names: https://docs.cloud.google.com/storage/docs/buckets#naming).
 *
 * @returns `null` for an address that is none
 */
export function modelsPlace(text: string): ModelsPlace | null {
  const scheme = /^([a-z][\w+.-]+):\/\//i.exec(text)?.[1];
  if (scheme === undefined) return text === '' ? null : { kind: 'folder', folder: text };
  const found = /^gs:\/\/([a-z0-9][a-z0-9._-]{1,220}[a-z0-9])(?:\/+(.*?))?\/*$/.exec(text);
  if (!found) return null;
  const [, bucket = '', prefix = ''] = found;
  return { kind: 'bucket', bucket, prefix };
}
