const shown = 10;

/**
 * Rows that another runtime may have decided otherwise, in words.
 *
 * @param rows from 0
 * @example
 * nearTiesWords([16, 202]); // '2 rows: 17, 203. Another runtime may name the other class there.'
 */
export function nearTiesWords(rows: readonly number[]): string {
  if (rows.length === 0) return 'none: no two most probable classes are within a millionth of each other';
  const listed = rows
    .slice(0, shown)
    .map((row) => (row + 1).toLocaleString('en'))
    .join(', ');
  const more = rows.length > shown ? ` and ${(rows.length - shown).toLocaleString('en')} more` : '';
  const count = `${rows.length.toLocaleString('en')} ${rows.length === 1 ? 'row' : 'rows'}`;
  return `${count}: ${listed}${more}. Another runtime may name the other class there.`;
}
