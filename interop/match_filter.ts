// For test_filter.py: node interop/match_filter.ts <store> < filters.json prints what each filter selects, as JSON.
import { text } from 'node:stream/consumers';
import { FilterError, matchesFilter, parseFilter } from '@modelfolio/comparison';
import type { RunRecord } from '@modelfolio/schemas';
import { realEffects } from 'modelfolio/effects';
import { detectSource } from '@modelfolio/runs/sources/registry';

const [location = ''] = process.argv.slice(2);
const effects = realEffects();
const runs: RunRecord[] = [];
for await (const listed of (await detectSource(location, effects)).list(location, effects))
  runs.push(await listed.load());
const filters = JSON.parse(await text(process.stdin)) as string[];
process.stdout.write(JSON.stringify(filters.map(select)));

function select(filter: string): { ids: string[] } | { error: string } {
  try {
    const parsed = parseFilter(filter);
    return { ids: runs.filter((run) => matchesFilter(parsed, run)).map(({ id }) => id) };
  } catch (error) {
    if (error instanceof FilterError) return { error: error.message };
    throw error;
  }
}
