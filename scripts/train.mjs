// npm run train -- <system> [options]: hands over to systems/<system>/bin/train.ts.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, fail, root, run } from './setup.mjs';

const trainer = (system) => join(root, 'systems', system, 'bin', 'train.ts');
const [system, ...args] = process.argv.slice(2);
const systems = readdirSync(join(root, 'systems')).filter((name) => existsSync(trainer(name)));
if (!system || system.startsWith('-') || !systems.includes(system)) {
  const usage = `npm run train -- <system> [options], where <system> is one of: ${systems.join(', ')}`;
  if (system === '--help') {
    process.stdout.write(`Usage: ${usage}\n`);
    process.exit(0);
  }
  fail(system ? `no system named ${system} can be trained: ${usage}` : usage);
}
await ensureInstalled();
process.exit(await run('node', [trainer(system), ...args]));
