import { z } from 'zod';

/** How text is cut into tokens, as by scikit-learn's vectorizers. */
export const tokenParams = {
  lowercase: z.boolean().default(true),
  /** Words, or letters, that make a token: least and greatest number. */
  ngramRange: z
    .tuple([z.int().min(1), z.int().min(1)])
    .default([1, 1])
    .refine(([low, high]) => low <= high, 'the range must rise'),
  analyzer: z.enum(['word', 'char']).default('word'),
  /** Words that are left out. */
  stopWords: z.array(z.string()).default([]),
};
export interface TokenParams {
  lowercase: boolean;
  ngramRange: readonly [number, number];
  analyzer: 'word' | 'char';
  stopWords: readonly string[];
}

/**
 * Cuts text into tokens: runs of two and more letters, digits and underscores (Python's `\b\w\w+\b`), or of letters one
 * beside the other, blanks of any number being one. A missing text has none.
 */
export function tokenizer({
  lowercase,
  ngramRange: [low, high],
  analyzer,
  stopWords,
}: TokenParams): (text: string | null) => string[] {
  const stopped = new Set(stopWords);
  return (text) => {
    const folded = lowercase ? (text ?? '').toLowerCase() : (text ?? '');
    const units =
      analyzer === 'word'
        ? (folded.match(/[\p{L}\p{N}_]{2,}/gu) ?? []).filter((word) => !stopped.has(word))
        : Array.from(folded.replaceAll(/\s\s+/g, ' '));
    const joint = analyzer === 'word' ? ' ' : '';
    const tokens: string[] = [];
    for (let size = low; size <= high; size++)
      for (let from = 0; from + size <= units.length; from++)
        tokens.push(units.slice(from, from + size).join(joint));
    return tokens;
  };
}
