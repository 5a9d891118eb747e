/**
 * Whether a text may stay by the owner's word. An entry is the whole text, or a pattern in which `*` stands for anything; upper and
 * lower case are the same.
 *
 * @example allowList(['*@example.org'])('team@example.org') // true
 */
export function allowList(entries: readonly string[]): (text: string) => boolean {
  if (entries.length === 0) return () => false;
  const source = entries.map((entry) =>
    entry
      .split('*')
      .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
      .join('.*'),
  );
  const pattern = new RegExp(`^(?:${source.join('|')})$`, 'is');
  return (text) => pattern.test(text.trim());
}
