import { expect, test } from 'vitest';
import { smallCard } from '../test/small-card.ts';
import { exportFormats } from './export-formats.ts';

const card = smallCard();
const places = { address: 'https://example.org/small/', fileUrl: () => 'https://example.org/file' };

test('each format has its file as other tools expect it', () => {
  expect(exportFormats.map(({ name, file, mediaType }) => [name, file, mediaType])).toEqual([
    ['hugging-face', 'README.md', 'text/markdown; charset=utf-8'],
    ['cyclonedx', 'bom.json', 'application/json'],
    ['json-ld', 'card.jsonld', 'application/ld+json'],
    ['croissant', 'croissant.json', 'application/ld+json'],
  ]);
  for (const { label, purpose } of exportFormats) {
    expect(label).toMatch(/^[A-Z]/);
    expect(purpose).toMatch(/^(?:a|for|the|schema\.org) /);
  }
});

test.each(exportFormats)('$name is written with the places, indented and whole', ({ name, write }) => {
  const text = write(card, places) ?? '';
  const isMarkdown = name === 'hugging-face';
  expect(isMarkdown ? /^---\n/.exec(text)?.[0] : `${JSON.stringify(JSON.parse(text), null, 2)}\n`).toBe(
    isMarkdown ? '---\n' : text,
  );
  // A bill of materials names its parts by hash, not by place.
  expect(text.includes('https://example.org/small/')).toBe(name !== 'cyclonedx');
  expect(text.includes('https://example.org/file')).toBe(name === 'croissant');
});
