import { lintSource } from '@secretlint/core';
import { secretLintProfiler } from '@secretlint/profiler';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import { BoundedCache } from './bounded-cache.ts';

// It keeps an entry for each rule and text for as long as the process lives.
secretLintProfiler.setEnabled(false);

/** Between texts, so that no rule sees two as one. */
const separator = '\n\n\u0000\n\n';
const config = {
  rules: rules
    // Comments that turn rules off are for the owner of a source file; here a stranger's tag would hold them.
    .filter(({ meta }) => !meta.id.endsWith('filter-comments'))
    .map((rule) => ({ id: rule.meta.id, rule, options: {} })),
};

/** Texts in which the library found nothing. */
const harmless = new BoundedCache<true>();

/** Short words, plain ids, digests and times are what runs differ in. */
function mayHoldOne(text: string): boolean {
  return text.length >= 12 && !/^(?:[0-9a-f]{32,64}|\d{4}-\d\d-\d\dT[\d:.]+Z)$/.test(text);
}

/** A part of a text, from its start; the end is the first character after it. */
export interface Span {
  start: number;
  end: number;
}

/**
 * Where texts hold secrets that secretlint knows: keys of clouds, of hosts of code, of language models and some twenty
 * others.
 *
 * @returns by text, its spans in order; texts without any are left out
 */
export async function knownSecrets(texts: Iterable<string>): Promise<Map<string, Span[]>> {
  const list = Array.from(texts).filter((text) => mayHoldOne(text) && !harmless.get(text));
  if (list.length === 0) return new Map();
  const { messages } = await lintSource({
    source: { content: list.join(separator), filePath: 'record.txt', ext: '.txt', contentType: 'text' },
    options: { config, noPhysicFilePath: true },
  });
  const found = new Map<string, Span[]>();
  let offset = 0;
  const places = list.map((text) => {
    const place = { text, offset };
    offset += text.length + separator.length;
    return place;
  });
  for (const { range } of messages.toSorted((a, b) => a.range[0] - b.range[0])) {
    const place = places.findLast((candidate) => candidate.offset <= range[0]);
    if (!place) continue;
    const span = {
      start: range[0] - place.offset,
      end: Math.min(range[1] - place.offset, place.text.length),
    };
    const spans = found.get(place.text) ?? [];
    if (span.end > span.start) found.set(place.text, [...spans, span]);
  }
  for (const text of list) if (!found.has(text)) harmless.set(text, true);
  return found;
}
