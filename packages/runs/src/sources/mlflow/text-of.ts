/** A cell that was read with CAST AS TEXT, or any other, as text. */
export function textOf(cell: unknown): string | null {
  if (cell === null || cell === undefined) return null;
  if (cell instanceof Uint8Array) return new TextDecoder().decode(cell);
  return String(cell as string | number);
}
