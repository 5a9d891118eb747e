// npm run bench:explain: sets up what the rivals and the browser need, builds the site, then measures.
import { ensureChromium, ensureInstalled, ensurePython, must, run } from './setup.mjs';

const args = process.argv.slice(2);
await ensureInstalled();
if (!args.includes('--help')) {
  await ensurePython('.venv', 'requirements.txt');
  process.env.CHROMIUM_PATH = await ensureChromium();
  await must('node', ['site/bin/modelfolio-site.mjs', 'build', '--out', 'site/dist', '--overwrite']);
}
process.exit(await run('node', ['systems/explainability/bench/explain.ts', ...args]));
