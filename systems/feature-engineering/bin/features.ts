#!/usr/bin/env node
import { start } from '@modelfolio/command-line/start';

// Older ones have no SQLite.
const oldest = [22, 13] as const;
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  process.stderr.write(
    `features: needs Node ${oldest.join('.')} or newer, this is ${process.versions.node} (https://nodejs.org has it)\n`,
  );
  process.exit(1);
}
// Hang-ups too: what is half-written is taken back.
await start(async () => {
  const { main } = await import('@modelfolio/command-line/main');
  const { realEffects } = await import('../src/command/effects.ts');
  const { program } = await import('../src/command/program.ts');
  return (args, signal) => main(program, args, realEffects(signal));
}, ['SIGINT', 'SIGTERM', 'SIGHUP']);
