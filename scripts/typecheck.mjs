// Two compilers: TypeScript 7 for every room, 6.0 for Astro's checker, which needs the older API.
import { join } from 'node:path';
import { ensureInstalled, must, root } from './setup.mjs';

await ensureInstalled();
await must('node', [join(root, 'node_modules/typescript/bin/tsc'), '-p', '.']);
await must('npm', ['run', 'check', '--workspace', 'site', '--silent']);
