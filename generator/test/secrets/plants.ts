import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What is planted into a store. */
export interface Plants {
  /** Secrets that tell themselves, wherever they stand. */
  texts: readonly string[];
  /** Secrets that only their name tells: name → text. */
  named: Readonly<Record<string, string>>;
}

/** Names and texts for a list of parameters or tags: both kinds. */
export function pairsOf({ texts, named }: Plants): [name: string, text: string][] {
  return [...Object.entries(named), ...texts.map((text, index): [string, string] => [`note${index}`, text])];
}

/** Writes a file of a store. */
export function write(root: string, path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
