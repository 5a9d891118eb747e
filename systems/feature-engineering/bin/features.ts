#!/usr/bin/env node
import module from 'node:module';

// Older ones have no SQLite.
const oldest = [22, 13] as const;
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  process.stderr.write(
    `features: needs Node ${oldest.join('.')} or newer, this is ${process.versions.node} (https://nodejs.org has it)\n`,
  );
  process.exit(1);
}
// Types are stripped and code is compiled once, not at every start.
module.enableCompileCache();
const { realEffects } = await import('../src/command/effects.ts');
const { main } = await import('../src/command/main.ts');

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    // The second one does not wait until the work has seen the first.
    if (interruption.signal.aborted) process.exit(130);
    process.stderr.write('features: interrupted; no file is left half-written\n');
    interruption.abort();
  });
// Whoever reads the output may have seen enough, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await main(process.argv.slice(2), realEffects(interruption.signal));
