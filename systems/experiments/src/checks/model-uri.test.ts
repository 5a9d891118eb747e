import { describe, expect, it } from 'vitest';
import { parseModelUri } from './model-uri.ts';

describe('parseModelUri', () => {
  it.each([
    ['models:/m-1', { modelId: 'm-1' }],
    ['models:/penguins/12', { name: 'penguins', version: '12' }],
    ['models:/penguins/Production', { name: 'penguins', stage: 'Production' }],
    ['models:/penguins/LATEST', { name: 'penguins' }],
    ['models:/penguins@champion', { name: 'penguins', alias: 'champion' }],
    ['models:/a@b@c', { name: 'a@b', alias: 'c' }],
    ['models:/a#b/1', { name: 'a#b', version: '1' }],
    ['models:///penguins/1', { name: 'penguins', version: '1' }],
  ])('reads %s', (uri, found) => {
    expect(parseModelUri(uri)).toEqual(found);
  });

  it.each([
    'models:/',
    'models:',
    'models:/a/b/c',
    'models:/a/ ',
    'models:/ /1',
    'models:/a@',
    'models:a',
    'runs:/a/1',
  ])('reads nothing of %s', (uri) => {
    expect(parseModelUri(uri)).toBeNull();
  });
});
