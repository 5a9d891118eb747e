import { diffWordsWithSpace } from 'diff';
import type { TextDifference } from './comparison.ts';

type Parts = TextDifference['parts'];

/** Beyond this many characters on both sides a text is shown as replaced: finding the words takes time × difference. */
const longest = 200_000;

/** What became of a text, by words: `same` and `removed` make the earlier one, `same` and `added` the later. */
export function compareTexts(before: string, after: string): Parts {
  const replaced: Parts = [
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ];
  const changes =
    before.length + after.length > longest ? undefined : diffWordsWithSpace(before, after, { timeout: 2000 });
  const parts = changes?.map(({ added, removed, value }): Parts[number] => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
  return (parts ?? replaced).filter(({ text }) => text !== '');
}
