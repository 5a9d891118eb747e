// Two compilers: TypeScript 7 for every room, 6.0 for Astro's checker, which needs the older API.
import { join } from 'node:path';
import { ensureInstalled, must, root } from './setup.mjs';

await ensureInstalled();
// Components are compiled by the site's rules: JSX, and modules as a bundler finds them.
for (const project of ['.', 'packages/pages'])
  await must('node', [join(root, 'node_modules/typescript/bin/tsc'), '-p', project]);
await must('npm', ['run', 'check', '--workspace', 'site', '--silent']);
