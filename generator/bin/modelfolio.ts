#!/usr/bin/env node
import { start } from '@modelfolio/command-line/start';

await start(async () => {
  const { main } = await import('@modelfolio/command-line/main');
  const { realEffects } = await import('../src/effects.ts');
  const { program } = await import('../src/program.ts');
  return (args, signal) => main(program, args, realEffects(signal));
});
