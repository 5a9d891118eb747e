/**
 * Names in a message: the first few of many, and how many more there are.
 *
 * @param most number of names that are told
 * @param all number of names that there are, where `names` holds only some of them
 *
 * @example
 * listed(['a', 'b', 'c'], 2); // "a, b and 1 more"
 */
export function listed(names: readonly string[], most = 12, all = names.length): string {
  const shown = names.slice(0, most);
  const more = all - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
