#!/usr/bin/env node
import { start } from '@modelfolio/command-line/start';

await start(async () => {
  const { main } = await import('@modelfolio/command-line/main');
  const { realEffects } = await import('../src/command/effects.ts');
  const { program } = await import('../src/command/program.ts');
  return (args, ending) => main(program, args, realEffects(ending));
});
