#!/usr/bin/env node
import module from 'node:module';
import { realEffects } from '../src/command/effects.ts';
import { main } from '../src/command/main.ts';

// Types are stripped and code is compiled once, not at every start.
module.enableCompileCache();
const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    // The second one does not wait for what is being answered.
    if (ending.signal.aborted) process.exit(130);
    ending.abort();
  });
process.exitCode = await main(process.argv.slice(2), realEffects(ending.signal));
