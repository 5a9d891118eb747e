import { formatInterval, formatNumber, type Figure, type MetricNumber } from '@modelfolio/schemas';
import type { z } from 'zod';
import type { interval as intervalSchema } from '@modelfolio/schemas';

/** Words with the places of the numbers in them. */
export interface Said {
  readonly text: string;
  /** JSON Pointers into the record. */
  readonly figures: readonly string[];
}

/**
 * Words of words and numbers, each number with its place.
 *
 * @example say`It finds ${number(rate.value, 'percent', '/fairness/0/groups/1/rates/truePositiveRate/value')} of them.`
 */
export function say(words: TemplateStringsArray, ...parts: readonly (Said | string)[]): Said {
  return {
    text: words.reduce((text, word, at) => text + textOf(parts[at - 1]) + word),
    figures: parts.flatMap((part) => (typeof part === 'string' ? [] : part.figures)),
  };
}

const textOf = (part: Said | string | undefined): string =>
  typeof part === 'object' ? part.text : (part ?? '');

/** Several in one: `a, b and c`, or with another last word. */
export function listOf(parts: readonly (Said | string)[], last = ' and '): Said {
  const all = parts.map((part) => (typeof part === 'string' ? { text: part, figures: [] } : part));
  const texts = all.map(({ text }) => text);
  const end = texts.at(-1) ?? '';
  return {
    text: texts.length < 2 ? end : `${texts.slice(0, -1).join(', ')}${last}${end}`,
    figures: all.flatMap(({ figures }) => figures),
  };
}

/** Sentences one after another. */
export function sentences(...parts: readonly (Said | null)[]): Said {
  const said = parts.filter((part) => part !== null);
  return {
    text: said.map(({ text }) => text).join(' '),
    figures: said.flatMap(({ figures }) => figures),
  };
}

/** A number of the record. */
export function number(value: MetricNumber, format: Figure['format'], place: string): Said {
  return { text: formatNumber(value, format), figures: [place] };
}

/** What is known of a number, and how surely. */
export interface Known {
  readonly value: MetricNumber | null;
  readonly interval: z.infer<typeof intervalSchema> | null;
  readonly n?: number;
}

/**
 * A number with its interval and its n, or that it is undefined: `93.12 % (92.40 to 93.80 %, n = 5,421)`.
 *
 * @param place JSON Pointer to what holds `value`
 */
export function known(
  { value, interval, n }: Known,
  format: Figure['format'],
  place: string,
  unit: string | null = null,
): Said {
  const rows = n === undefined ? null : `n = ${n.toLocaleString('en-US')}`;
  if (value === null || value === 'NaN')
    return { text: `undefined${rows === null ? '' : ` (${rows})`}`, figures: [`${place}/value`] };
  const details = [interval && formatInterval({ interval, format }), rows].filter((text) => text !== null);
  const words = `${formatNumber(value, format)}${unit === null ? '' : `\u00a0${unit}`}`;
  return {
    text: details.length > 0 ? `${words} (${details.join(', ')})` : words,
    figures: [`${place}/value`],
  };
}
