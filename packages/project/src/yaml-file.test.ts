import { expect, it } from 'vitest';
import { z } from 'zod';
import { parseYaml } from './yaml-file.ts';

const schema = z.strictObject({
  title: z.string(),
  tags: z.array(z.string()).default([]),
  deep: z.strictObject({ size: z.number() }).optional(),
});

it('is read with the places of its fields', () => {
  const { value, placeOf, path } = parseYaml('title: A\ndeep:\n  size: 3\n', 'a.yaml', schema, 'bad');
  expect({ value, path }).toEqual({ value: { title: 'A', tags: [], deep: { size: 3 } }, path: 'a.yaml' });
  expect(placeOf(['title'])).toBe('1:1');
  expect(placeOf(['deep', 'size'])).toBe('3:3');
  // What is not there is looked for around it.
  expect(placeOf(['deep', 'width'])).toBe('2:1');
  expect(placeOf(['nothing'])).toBe('1:1');
});

it('counts lines from where its text begins in the file', () => {
  const failed = (): unknown => parseYaml('title: A\nmore: 1\n', 'page.mdx', schema, 'bad', { firstLine: 2 });
  expect(failed).toThrow('page.mdx: 3:1: unknown field more');
  const { placeOf } = parseYaml('title: A\n', 'page.mdx', schema, 'bad', { firstLine: 2 });
  expect(placeOf(['title'])).toBe('2:1');
});

it.each([
  ['title: [', 'a.yaml: 1:9: '],
  ['title: 5', 'a.yaml: 1:1: title: expected string, received 5 (fix it)'],
  ['title: A\ndeep:\n  size: x', 'a.yaml: 3:3: deep.size: expected number, received "x" (fix it)'],
  ['tags: []', 'a.yaml: 1:1: title: missing: expected string (fix it)'],
  ['', 'a.yaml: 1:1: expected object, received null (fix it)'],
])('%j is refused with line and column', (text, message) => {
  expect(() => parseYaml(text, 'a.yaml', schema, 'bad', { hint: 'fix it' })).toThrow(
    expect.objectContaining({ code: 'bad', message: expect.stringContaining(message), hint: 'fix it' }),
  );
});

it('stands for something where it is empty, and may be changed before it is checked', () => {
  expect(parseYaml('', 'a', schema, 'bad', { whenEmpty: { title: 'none' } }).value.title).toBe('none');
  const old = parseYaml('name: A\n', 'a', schema, 'bad', {
    prepare: (document) => {
      document.set('title', document.get('name'));
      document.delete('name');
    },
  });
  expect(old.value.title).toBe('A');
});
