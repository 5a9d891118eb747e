// npm run bench:weight: sets up what the rivals need, then measures.
import { ensureChromium, ensureInstalled, ensurePython, must, run } from './setup.mjs';

await ensureInstalled();
const CHROMIUM_PATH = await ensureChromium();
await ensurePython('.venv', 'requirements.txt');
// Evidently needs other versions of the packages that the judges have.
const EVIDENTLY_PYTHON = await ensurePython('.venv-bench', 'requirements-bench.txt');
await must('node', ['site/bin/modelfolio-site.mjs', 'build', '--out', 'site/dist', '--overwrite']);
const env = { CHROMIUM_PATH, EVIDENTLY_PYTHON };
process.exit(await run('node', ['e2e/bench/weight.ts', ...process.argv.slice(2)], { env }));
