/**
 * A column's name without what converters change of it: case, spaces and marks. skl2onnx writes `petal_length` for
 * `petal length`.
 */
export function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** The name of the list that an input goes by: itself, else the only one that differs in case and marks alone. */
export function matchingName(names: readonly string[], input: string): string | null {
  if (names.includes(input)) return input;
  const alike = names.filter((name) => plainName(name) === plainName(input));
  return alike.length === 1 ? (alike[0] ?? null) : null;
}
