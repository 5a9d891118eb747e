#!/usr/bin/env node
import module from 'node:module';

// Types are stripped and code is compiled once, not at every start.
module.enableCompileCache();
const { realEffects } = await import('../src/command/effects.ts');
const { main } = await import('../src/command/main.ts');

const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    // The second one does not wait for what is being answered.
    if (ending.signal.aborted) process.exit(130);
    ending.abort();
  });
process.exitCode = await main(process.argv.slice(2), realEffects(ending.signal));
// A store that does not answer may still be trying: nobody waits for that.
setTimeout(() => process.exit(), 500).unref();
