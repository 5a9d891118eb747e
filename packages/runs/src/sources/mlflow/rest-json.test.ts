import { expect, it } from 'vitest';
import { keyValuesAt, listAt, numberAt, objectAt, textAt } from './rest-json.ts';

const json = {
  text: 'a',
  empty: '',
  number: 5,
  infinite: '-Infinity',
  truth: true,
  nothing: null,
  object: { a: 1 },
  list: [{ a: 1 }, null, 'text', 3],
  pairs: [{ key: 'b', value: 2 }, { key: 'a' }, { value: 'alone' }],
};

it('a field is text as it is or as its number is written; empty and all else is none', () => {
  expect(
    ['text', 'empty', 'number', 'truth', 'nothing', 'object', 'missing'].map((name) => textAt(json, name)),
  ).toEqual(['a', null, '5', null, null, null, null]);
});

it('a field is a number, or the text of one', () => {
  expect(['number', 'infinite', 'text', 'truth', 'missing'].map((name) => numberAt(json, name))).toEqual([
    5,
    -Infinity,
    null,
    null,
    null,
  ]);
});

it('a field is an object or a list of them, empty where it is anything else', () => {
  expect(['object', 'list', 'nothing', 'text', 'missing'].map((name) => objectAt(json, name))).toEqual([
    { a: 1 },
    {},
    {},
    {},
    {},
  ]);
  expect(listAt(json, 'list')).toEqual([{ a: 1 }]);
  expect(['object', 'text', 'nothing', 'missing'].map((name) => listAt(json, name))).toEqual([
    [],
    [],
    [],
    [],
  ]);
});

it('pairs are sorted by key, and what is missing of one is empty', () => {
  expect(keyValuesAt(json, 'pairs')).toEqual([
    ['', 'alone'],
    ['a', ''],
    ['b', '2'],
  ]);
});
