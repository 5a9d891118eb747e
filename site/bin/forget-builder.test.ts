import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@modelfolio/project/testing/temporary-folder';
import { expect, it } from 'vitest';
import { forgetBuilder } from './forget-builder.mjs';

it('takes the builder’s folder out of what was compiled, and leaves the rest as it is', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'server/chunks'), { recursive: true });
  const script = join(folder, 'server/chunks/a.mjs');
  writeFileSync(
    script,
    'const a = "/home/ada/x/site/a.astro", b = "file:///home/ada/x/site/", c = "/home/ada/y";',
  );
  writeFileSync(join(folder, 'b.css'), 'a { color: red }');
  writeFileSync(join(folder, 'c.wasm'), '/home/ada/x');
  expect(forgetBuilder(folder, '/home/ada/x')).toBe(1);
  expect(readFileSync(script, 'utf8')).toBe(
    'const a = "/site/a.astro", b = "file:///site/", c = "/home/ada/y";',
  );
  expect(readFileSync(join(folder, 'c.wasm'), 'utf8')).toBe('/home/ada/x');
  expect(forgetBuilder(folder, '/home/ada/x')).toBe(0);
});
