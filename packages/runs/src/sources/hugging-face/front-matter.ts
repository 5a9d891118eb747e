/** The pattern by which the Hugging Face Hub finds a card's metadata (huggingface_hub `repocard.py`). */
const BLOCK = /^(\s*---(?:\r\n|\r|\n))([\s\S]*?)((?:\r\n|\r|\n)---[ \t]*(\r\n|\n|$))/;

/** Where the metadata of a card starts, and its text. */
export interface FrontMatter {
  readonly yaml: string;
  /** Line of the file that the YAML starts on, from 1. */
  readonly line: number;
}

/** The metadata of a card, or `null` where it has none. */
export function frontMatter(card: string): FrontMatter | null {
  const match = BLOCK.exec(card.replace(/^\uFEFF/, ''));
  if (!match) return null;
  return { yaml: match[2] ?? '', line: (match[1] ?? '').split(/\r\n|\r|\n/).length };
}
