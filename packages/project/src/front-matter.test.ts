import { expect, it } from 'vitest';
import { splitFrontMatter } from './front-matter.ts';

it.each([
  ['---\ntitle: A\norder: 1\n---\n# Text\n', 'title: A\norder: 1', '\n\n\n\n# Text\n'],
  ['\uFEFF---  \r\ntitle: A\r\n---\t\r\nText', 'title: A', '\n\n\nText'],
  ['---\ntitle: A\n---', 'title: A', '\n\n'],
  ['# Text\n---\nnot: it\n---\n', '', '# Text\n---\nnot: it\n---\n'],
  ['---\ntitle: never closed\n', '', '---\ntitle: never closed\n'],
  ['', '', ''],
])('splits %j', (text, yaml, body) => {
  expect(splitFrontMatter(text)).toEqual({ yaml, body });
});
