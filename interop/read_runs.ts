// Prints the records of a location as JSON lines, for judges in Python: node interop/read_runs.ts <path-or-url>…
import { realEffects } from 'modelfolio/effects';
import { detectSource } from '@modelfolio/runs/sources/registry';

const effects = realEffects();
for (const location of process.argv.slice(2)) {
  const source = await detectSource(location, effects);
  for await (const run of source.list(location, effects)) {
    const record = await run.load();
    process.stdout.write(`${JSON.stringify({ ...record, fingerprint: run.fingerprint })}\n`);
  }
}
