#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Types are stripped and code is compiled once, not at every start: that takes half of what a short command takes.
enableCompileCache();
const { realEffects } = await import('../src/effects.ts');
const { main } = await import('../src/main.ts');

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
