// Sets the project up if need be, then runs the given command on the project's Node.
import { ensureInstalled, fail, run } from './setup.mjs';

const [command, ...args] = process.argv.slice(2);
if (!command) fail('usage: node scripts/run.mjs <command> [arguments]');
await ensureInstalled();
process.exit(await run(command, args));
