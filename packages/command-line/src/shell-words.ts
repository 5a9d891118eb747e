/**
 * A command line as a shell takes it.
 *
 * @example
 * shellWords(['features', 'fit', "Ada's people.csv"]); // features fit 'Ada'\''s people.csv'
 */
export const shellWords = (words: readonly string[]): string => words.map(quoted).join(' ');

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
