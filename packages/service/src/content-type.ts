import { lookup } from 'mrmime';

/** Text is UTF-8, whoever reads it. What has no known type is bytes. */
export function contentType(file: string): string {
  const type = lookup(file) ?? 'application/octet-stream';
  return /^text\/|[/+](?:json|xml|javascript)$/.test(type) ? `${type}; charset=utf-8` : type;
}
