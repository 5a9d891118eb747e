import { describe, expect, it } from 'vitest';
import penguins from '../../../content/models/palmer-penguins.json' with { type: 'json' };
import { cardYaml, cardYamlVersion, sectionTitles } from './card-yaml.ts';

const message = (schemaVersion: unknown) =>
  cardYaml.safeParse({ schemaVersion }).error?.issues.find(({ path }) => path[0] === 'schemaVersion')
    ?.message;

describe('cardYaml', () => {
  it('tells a newer version from one that never was', () => {
    expect(message(cardYamlVersion)).toBeUndefined();
    expect(message(3)).toBe('is 3, which a newer Modelfolio wrote: this one knows 2');
    for (const version of [1, '3', null, undefined]) expect(message(version)).toBe('expected 2');
  });

  it('takes what is left out of the input for nothing said', () => {
    const input = (words: object) => cardYaml.shape.signature.parse({ input: words }).input;
    expect(input({ kind: 'tabular' })).toEqual({ kind: 'tabular', columns: {} });
    expect(input({ kind: 'image', polarity: 'light-on-dark' })).toMatchObject({ range: [0, 255] });
    expect(() => input({ kind: 'tabular', columns: { a: { unti: 'g' } } })).toThrow(/unti/);
  });
});

it('the titles are those of the sections of Mitchell et al. 2019, in their order', () => {
  const onCard = Object.entries(penguins.sections).map(([name, { title }]) => [name, title]);
  expect(Object.entries(sectionTitles)).toEqual(onCard);
  expect(onCard).toHaveLength(9);
});
