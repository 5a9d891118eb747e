// npm run check: is every card present, complete, current and true?
import { ensureInstalled, run } from './setup.mjs';

await ensureInstalled();
process.exit(await run('node', ['generator/bin/modelfolio.ts', 'check', ...process.argv.slice(2)]));
