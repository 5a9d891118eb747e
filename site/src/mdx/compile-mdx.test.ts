import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@modelfolio/project/testing/temporary-folder';
import { expect, it } from 'vitest';
import { ProjectFile } from '../library/project-files.ts';
import { compileMdx } from './compile-mdx.ts';

async function compiled(text: string, name = 'a.mdx'): Promise<unknown> {
  const root = temporaryFolder();
  writeFileSync(join(root, name), text);
  return compileMdx(new ProjectFile({ root }, name), text);
}

it.each([
  ['a\n\n[x](javascript:alert%281%29)', 'a.mdx:3:1: javascript:alert%281%29 javascript: leads to no page'],
  ['[x](//evil.example)', 'a.mdx:1:1: //evil.example leads to another site'],
  ['![x](https://evil.example/x.png)', 'a.mdx:1:1: https://evil.example/x.png comes from another host'],
  ['<img src="https://evil.example/x.png" />', 'https://evil.example/x.png comes from another host'],
  ['<a href="javascript:x">x</a>', 'javascript:x javascript: leads to no page'],
])('%s stops the page', async (text, reason) => {
  await expect(compiled(text)).rejects.toThrow(reason);
});

it('links that lead somewhere stay, in Markdown too', async () => {
  const text = '[x](https://example.org) [y](/models/) ![z](/z.png)';
  expect(await compiled(text)).toBeTypeOf('function');
  expect(await compiled(text, 'a.md')).toBeTypeOf('function');
});
