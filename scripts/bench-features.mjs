// npm run bench:features: sets up what the rivals need, then measures.
import { ensureInstalled, ensurePython, run } from './setup.mjs';

const args = process.argv.slice(2);
await ensureInstalled();
if (!args.includes('--help')) {
  await ensurePython('.venv', 'requirements.txt');
  // Polars is not among the packages that the judges need.
  await ensurePython('.venv-bench', 'requirements-bench.txt');
}
process.exit(await run('node', ['systems/feature-engineering/bench/features.ts', ...args]));
