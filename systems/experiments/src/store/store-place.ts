/** Where a store is. */
export type StorePlace =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly url: string };

/**
 * The store that a text names, as MLflow and as people write it; `null` for what names none.
 *
 * @example
 * storePlace('mlflow.db'); // { kind: 'sqlite', file: 'mlflow.db' }
 * storePlace('sqlite:////data/mlflow.db'); // { kind: 'sqlite', file: '/data/mlflow.db' }
 * storePlace('postgresql://me@db/mlflow');
 */
export function storePlace(text: string): StorePlace | null {
  const sqlite = /^sqlite:\/\/\/(.+?)(?:\?.*)?$/s.exec(text);
  if (sqlite) return { kind: 'sqlite', file: sqlite[1] as string };
  if (/^postgres(?:ql)?(?:\+\w+)?:\/\//.test(text))
    return { kind: 'postgres', url: text.replace(/^postgres(?:ql)?(?:\+\w+)?:/, 'postgresql:') };
  return text === '' || /^\w[\w+.-]+:/.test(text) ? null : { kind: 'sqlite', file: text };
}

/**
 * The address of a database as a message, a log or a printed command may have it: with its user. An `@` that stands late in it
 * is taken for the end of a password: rather too much is left out than too little.
 *
 * @example
 * withoutPassword('postgresql://me:secret@db/runs'); // postgresql://me@db/runs
 */
export const withoutPassword = (url: string): string =>
  url
    .replace(/:\/\/(?:([^:@/?#]*)(?::.*)?|.*)@/s, (_, user: string = '') =>
      user === '' ? '://' : `://${user}@`,
    )
    .replaceAll(/([?&])password=[^&#]*/gi, '$1password=');

/** Whether an address holds a password. */
export const hasPassword = (url: string): boolean => withoutPassword(url) !== url;

/** A store with the password of its database, where its address names a user and has none. */
export function withPassword(place: StorePlace, password: string): StorePlace {
  if (place.kind === 'sqlite' || password === '') return place;
  const url = place.url.replace(
    /^(postgresql:\/\/[^:@/?]+)@/,
    (_, user: string) => `${user}:${encodeURIComponent(password)}@`,
  );
  return { kind: 'postgres', url };
}
