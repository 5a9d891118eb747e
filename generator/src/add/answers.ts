import type { Ask } from '@modelfolio/command-line/ask';
import { ModelfolioError } from '../modelfolio-error.ts';

/** Something to be known before a model can be added. */
interface Wanted {
  /** Flag that gives it, without the dashes. */
  flag: string;
  /** What it is, in a few words. */
  label: string;
  given: string | undefined;
  /** Taken where nobody can be asked; without one the flag is required. */
  fallback?: string | undefined;
  /** Shown as what Enter gives where there is no fallback: too uncertain to take unasked. */
  suggestion?: string | undefined;
  choices?: readonly string[] | undefined;
  /** Whether an empty answer will do. */
  optional?: boolean;
}

/**
 * Gathers what only a person can say: from flags, from the person at the terminal, or else as one list of what is
 * missing.
 */
export class Answers {
  readonly #ask: Ask | null;
  readonly #missing: string[] = [];

  constructor(ask: Ask | null) {
    this.#ask = ask;
  }

  /**
   * An answer; empty where it is missing, which {@link finish} tells.
   *
   * @throws ModelfolioError `usage` for a flag that is none of its choices
   */
  async text({ flag, label, given, fallback, suggestion, choices, optional }: Wanted): Promise<string> {
    if (given !== undefined) {
      if (choices && !choices.includes(given))
        throw new ModelfolioError(
          'usage',
          `--${flag} ${JSON.stringify(given)} is none of ${choices.join(', ')}`,
        );
      if (given.trim() !== '' || optional) return given.trim();
    }
    if (this.#ask)
      for (;;) {
        const answer = await this.#ask({ label, suggestion: fallback ?? suggestion, choices });
        if (answer !== '' || optional) return answer;
      }
    if (fallback !== undefined) return fallback;
    if (!optional) this.#missing.push(`--${flag} (${label})`);
    return '';
  }

  /** @throws ModelfolioError `answers-missing`, listing all at once */
  finish(): void {
    if (this.#missing.length === 0) return;
    throw new ModelfolioError('answers-missing', `still to be said: ${this.#missing.join(', ')}`, {
      hint: 'give the flags, or run it in a terminal to be asked',
    });
  }
}

/**
 * The parts of a flag that lists things: `a,b`, or a JSON array where the parts hold commas themselves.
 *
 * @throws ModelfolioError `usage`
 */
export function listFlag(flag: string, value: string | undefined): string[] | undefined {
  if (value === undefined) return undefined;
  if (!value.trim().startsWith('['))
    return value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  try {
    const parts: unknown = JSON.parse(value);
    if (Array.isArray(parts) && parts.every((part) => typeof part === 'string')) return parts;
  } catch {
    // Told below.
  }
  throw new ModelfolioError('usage', `--${flag} begins like a JSON array and is none of texts`, {
    hint: `write --${flag} a,b or --${flag} '["a","b"]'`,
  });
}

/** A folder's name from any text: lower-case words joined by hyphens; empty where none is left. */
export function toSlug(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
}
