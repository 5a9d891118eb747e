// Sets the project up if need be, then runs the given command on the project's Node. With --serving, only what `npm start`
// needs is set up.
import { ensureInstalled, fail, run, serving } from './setup.mjs';

const args = process.argv.slice(2);
const isServing = args[0] === '--serving';
const [command, ...rest] = isServing ? args.slice(1) : args;
if (!command) fail('usage: node scripts/run.mjs [--serving] <command> [arguments]');
await ensureInstalled(isServing ? serving : null);
process.exit(await run(command, rest));
