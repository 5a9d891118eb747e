import { privateKinds } from '@modelfolio/schemas/site-config';

/** What the gate takes out besides secrets; a line of the configuration keeps it. */
export type PrivateKind = (typeof privateKinds)[number];
export type TakenKind = 'secret' | PrivateKind;

/** Something that was taken out: what, and where. It never holds the text itself. */
export interface Taken {
  kind: TakenKind;
  /** JSON Pointer (RFC 6901) of the text in its record, or `line:column` in a text. */
  field: string;
}

/** {@link Taken} with the file it was taken out of. */
export interface TakenFrom extends Taken {
  file: string;
}

const words: Readonly<Record<TakenKind, readonly [one: string, many: string]>> = {
  secret: ['secret', 'secrets'],
  user: ['user name', 'user names'],
  path: ['path', 'paths'],
  host: ['host', 'hosts'],
  email: ['e-mail address', 'e-mail addresses'],
};
/** Places told one by one; the rest are counted. */
const mostPlaces = 20;

/** A kind in words, e.g. `user name`. */
export function kindWord(kind: TakenKind, count = 1): string {
  return words[kind][count === 1 ? 0 : 1];
}

/**
 * What a person is told of what was taken out: nothing for nothing, else a sum and the places.
 *
 * @example
 * takenWords([{ kind: 'secret', file: 'runs/a.json', field: '/tags/key' }]);
 * // ['taken out: 1 secret in 1 file', '  runs/a.json: /tags/key: secret']
 */
export function takenWords(taken: readonly TakenFrom[]): string[] {
  if (taken.length === 0) return [];
  const files = new Set(taken.map(({ file }) => file)).size;
  const kinds = (['secret', ...privateKinds] as const).flatMap((kind) => {
    const count = taken.filter((one) => one.kind === kind).length;
    return count === 0 ? [] : [`${count} ${kindWord(kind, count)}`];
  });
  const places = taken
    .slice(0, mostPlaces)
    .map(({ kind, file, field }) => `  ${file}: ${field}: ${kindWord(kind)}`);
  const more = taken.length - places.length;
  return [
    `taken out: ${kinds.join(', ')} in ${files} ${files === 1 ? 'file' : 'files'}`,
    ...places,
    ...(more > 0 ? [`  and ${more} more (--json lists them all)`] : []),
  ];
}
