// Vitest runs this before each file of tests. StrykerJS plants a fault in the process of the tests, and counts what each
// test runs of the code there, but not in the programs that tests start; and it judges what runs while a module is loaded
// by every test of the room. With this, a fault is there in programs too, and from the start; whatever a file of tests has
// loaded, or its programs have run, is judged by the tests of that file.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeEach, inject } from 'vitest';
import { drawnFile } from './drawn-file.ts';
import { tookFile } from './took-file.ts';

declare module 'vitest' {
  interface ProvidedContext {
    mode: 'dry-run' | 'mutant';
    activeMutant: string;
  }
}

/** How often something ran, by the mutant's id. */
type Hits = Record<string, number>;

/** What mutated code looks at (https://github.com/stryker-mutator/stryker-js, `instrument.ts` of its API). */
interface Mutated {
  activeMutant?: string;
  currentTestId?: string;
  mutantCoverage?: { static: Hits; perTest: Record<string, Hits> };
}

const name = '__stryker__';
const here = globalThis as { [name]?: Mutated };
const mutated = (here[name] ??= {});

if (inject('mode') === 'mutant') {
  mutated.activeMutant = inject('activeMutant');
  process.env['__STRYKER_ACTIVE_MUTANT__'] = inject('activeMutant');
} else {
  const file = join(import.meta.dirname, `hits-${process.pid}`);
  const tests = new Set<string>();
  const start = performance.now();
  process.env['MUTATED_HITS'] = file;
  const preload = pathToFileURL(join(import.meta.dirname, 'tell-hits.ts')).href;
  process.env['NODE_OPTIONS'] = `${process.env['NODE_OPTIONS'] ?? ''} --import=${preload}`;
  let testFile = '';
  beforeEach(({ task }) => {
    testFile = task.file.filepath;
    if (mutated.currentTestId !== undefined) tests.add(mutated.currentTestId);
  });
  // Runs before the hook in which StrykerJS reads the counts: later ones go first.
  afterAll(() => {
    appendFileSync(tookFile, `${performance.now() - start}\t${testFile}\n`);
    const { static: loaded, perTest } = mutated.mutantCoverage ?? { static: {}, perTest: {} };
    const elsewhere = new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);
    // Only those of the sample, of the thousands that each test may come by.
    const drawn = readFileSync(drawnFile, 'utf8').split('\n');
    const told: Record<string, Hits> = {};
    for (const test of tests) {
      const hits = drawn.map((id) => {
        const count = (loaded[id] ?? 0) + (perTest[test]?.[id] ?? 0);
        return [id, count || (elsewhere.has(id) ? 1 : 0)] as const;
      });
      told[test] = Object.fromEntries(hits.filter(([, count]) => count > 0));
    }
    mutated.mutantCoverage = { static: {}, perTest: told };
  });
}
