import { expect, it } from 'vitest';
import { attachmentOf } from './attachment.ts';

// What MLflow's own function says of these names.
it.each([
  ['a.txt', 'attachment; filename=a.txt'],
  ['dog+step+20+timestamp+100.png', 'attachment; filename=dog+step+20+timestamp+100.png'],
  ['a b.txt', 'attachment; filename="a b.txt"'],
  ['a"b\\c.txt', String.raw`attachment; filename="a\"b\\c.txt"`],
  ['größe.csv', "attachment; filename=groe.csv; filename*=UTF-8''gr%C3%B6%C3%9Fe.csv"],
  ['日本語', "attachment; filename=download; filename*=UTF-8''%E6%97%A5%E6%9C%AC%E8%AA%9E"],
  [
    "é!#$&+-.^_`|~'()*%.x",
    "attachment; filename=\"e!#$&+-.^_`|~'()*%.x\"; filename*=UTF-8''%C3%A9!#$&+-.^_`|~%27%28%29%2A%25.x",
  ],
])('%s is told as %s', (name, expected) => {
  expect(attachmentOf(name)).toBe(expected);
});
