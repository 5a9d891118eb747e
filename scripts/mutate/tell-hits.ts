// Loaded before each program that a test starts: tells which mutants it comes by, each at once, for it may be killed.
import { appendFileSync } from 'node:fs';

const file = process.env['MUTATED_HITS'];
if (file !== undefined) {
  const hits = new Proxy<Record<string, number>>(
    {},
    {
      set: (seen, id: string, count: number) => {
        if (seen[id] === undefined) appendFileSync(file, `${id}\n`);
        seen[id] = count;
        return true;
      },
    },
  );
  Object.assign(globalThis, { __stryker__: { mutantCoverage: { static: hits, perTest: {} } } });
}
