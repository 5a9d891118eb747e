import { expect, test } from 'vitest';
import { smallCard } from '../test/small-card.ts';
import { plainProse } from './plain-prose.ts';

test('names of figures become their numbers, with plain spaces; other names stay', () => {
  const card = smallCard();
  expect(plainProse('{{accuracy}} and {{ accuracy }}', card)).toBe('87.50 % and 87.50 %');
  expect(plainProse('up to {{typed: 50 %}} of it', card)).toBe('up to 50 % (typed) of it');
  expect(plainProse('{{no.such-figure}}, {{constructor}}, {{}}, {accuracy}', card)).toBe(
    '{{no.such-figure}}, {{constructor}}, {{}}, {accuracy}',
  );
});
