// npm run check: is every card present, complete, current and true?
import { ensureInstalled, run, serving } from './setup.mjs';

await ensureInstalled(serving);
process.exit(await run('node', ['generator/bin/modelfolio.ts', 'check', ...process.argv.slice(2)]));
