// npm test: set up, then everything but the Python judges (npm run test:interop).
import { ensureChromium, ensureInstalled, run } from './setup.mjs';

await ensureInstalled();
const CHROMIUM_PATH = await ensureChromium();
const env = { CHROMIUM_PATH };

const steps = [
  ['format', () => run('oxfmt', ['--check'])],
  ['lint', () => run('oxlint', ['--type-aware', '--deny-warnings'])],
  ['types', () => run('node', ['scripts/typecheck.mjs'])],
  ['unused code', () => run('knip', [])],
  // Once, before several tests want it at the same time.
  ['pages compile', () => run('node', ['site/bin/compile-renderer.mjs'])],
  ['unit tests', () => run('vitest', ['run'], { env })],
  ['cards are true', () => run('node', ['generator/bin/modelfolio.ts', 'check'])],
  [
    'site builds',
    () => run('node', ['site/bin/modelfolio-site.mjs', 'build', '--out', 'site/dist', '--overwrite']),
  ],
  ['browser tests', () => run('npm', ['run', 'test', '--workspace', 'e2e', '--silent'], { env })],
];

const failed = [];
for (const [name, step] of steps) {
  process.stderr.write(`\n── ${name}\n`);
  if ((await step()) !== 0) failed.push(name);
}
if (failed.length > 0) process.stderr.write(`\nFailed: ${failed.join(', ')}\n`);
process.stdout.write(`\nSteps: ${steps.length - failed.length} passed, ${failed.length} failed\n`);
process.exit(failed.length === 0 ? 0 : 1);
