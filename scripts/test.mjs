// npm test: set up, then everything but the Python judges (npm run test:interop).
import { join } from 'node:path';
import { ensureChromium, ensureInstalled, ensurePostgres, root, runKeepingEnd } from './setup.mjs';
import { stage } from './stages.mjs';

// Tests start our programs hundreds of times: they are compiled once.
const env = { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled') };
await stage('set-up of the tests', async () => {
  await ensureInstalled();
  env.CHROMIUM_PATH = await ensureChromium();
  await ensurePostgres();
  return 0;
});

const browser = ['run', 'test', '--workspace', 'e2e', '--silent', '--'];
const steps = [
  ['format', 'oxfmt', ['--check']],
  ['lint', 'oxlint', ['--type-aware', '--deny-warnings']],
  ['types', 'node', ['scripts/typecheck.mjs']],
  ['what imports what', 'node', ['scripts/graph/main.ts']],
  ['unused code', 'knip', []],
  // Once, before several tests want it at the same time.
  ['pages compile', 'node', ['site/bin/compile-renderer.mjs']],
  // Left to itself, it keeps one core free, which is half of two.
  ['unit tests', 'vitest', ['run', '--maxWorkers=100%']],
  ['cards are true', 'node', ['generator/bin/modelfolio.ts', 'check']],
  ['site builds', 'node', ['site/bin/modelfolio-site.mjs', 'build', '--out', 'site/dist', '--overwrite']],
  ['browser tests', 'npm', [...browser, '--grep-invert', '@alone']],
  ['browser tests of how free a page is', 'npm', [...browser, '--grep', '@alone', '--workers', '1']],
];

const failed = [];
for (const [name, command, args] of steps) {
  process.stderr.write(`\n── ${name}\n`);
  await stage(name, async () => {
    const { code, end } = await runKeepingEnd(command, args, { env });
    if (code !== 0) failed.push({ name, end });
    return code;
  });
}
for (const { name, end } of failed) process.stderr.write(`\n── failed: ${name}\n${end}\n`);
process.stdout.write(`\nSteps: ${steps.length - failed.length} passed, ${failed.length} failed\n`);
process.exit(failed.length === 0 ? 0 : 1);
