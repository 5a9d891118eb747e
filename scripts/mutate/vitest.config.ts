import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import all from '../../vitest.config.ts';
import { QuickFirst } from './quick-first.ts';

// The tests of one room: StrykerJS cannot choose among projects.
const room = process.env['MUTATED_ROOM'];
const projects = (all.test?.projects ?? []) as { test: { name: string } }[];

export default defineConfig({
  test: {
    sequence: { sequencer: QuickFirst },
    projects: projects
      .filter(({ test }) => test.name === room)
      .map(({ test }) => ({
        test: {
          ...test,
          setupFiles: [join(import.meta.dirname, 'count-everywhere.ts')],
          // After that of StrykerJS.
          sequence: { setupFiles: 'list' as const },
        },
      })),
  },
});
