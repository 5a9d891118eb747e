#!/usr/bin/env node
import { realEffects } from '../src/effects.ts';
import { main } from '../src/main.ts';

const interruption = new AbortController();
// `once`: a second Ctrl-C finds no listener and ends the process at once.
process.once('SIGINT', () => interruption.abort());
process.once('SIGTERM', () => interruption.abort());
// Whoever reads the output may have seen enough, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await main(process.argv.slice(2), realEffects(interruption.signal));
