import type { FieldDifference } from './comparison.ts';

/** Named text; `null` or left out where it is not known. */
export type Fields = Readonly<Record<string, string | null | undefined>>;

/** The names whose text differs, in the order of the later side, then those that only the earlier one has. */
export function compareFields(before: Fields, after: Fields): FieldDifference[] {
  const valueOf = (fields: Fields, name: string): string | null =>
    (Object.hasOwn(fields, name) ? fields[name] : null) ?? null;
  return [...new Set([...Object.keys(after), ...Object.keys(before)])]
    .map((name) => ({ name, before: valueOf(before, name), after: valueOf(after, name) }))
    .filter((field) => field.before !== field.after);
}
