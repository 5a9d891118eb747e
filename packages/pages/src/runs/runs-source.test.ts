import { bareRun } from '@modelfolio/schemas/bare-run';
import { expect, test } from 'vitest';
import { runIndexOf } from './run-index.ts';
import { fileRuns } from './runs-source.ts';

const runs = ['a', 'b'].map((id) => ({
  record: bareRun({
    id,
    name: id,
    experiment: 'e',
    origin: { tracker: 'run-record', location: null, externalId: null },
  }),
  file: `file of ${id}`,
  model: null,
}));
const files = new Map<string, unknown>([
  ['/runs/index.json', runIndexOf(runs)],
  ['/runs/data/file%20of%20b.json', runs[1]?.record],
]);
const source = fileRuns('/runs/', async (url) =>
  files.has(url) ? Response.json(files.get(url)) : new Response(null, { status: 404 }),
);

test('the index and the records are read from files beside the page', async () => {
  expect((await source.index()).ids).toEqual(['a', 'b']);
  expect(await source.runs(['b'])).toMatchObject([
    { record: { id: 'b' }, address: '/runs/data/file%20of%20b.json' },
  ]);
});

test('what is not there is named', async () => {
  await expect(source.runs(['c'])).rejects.toThrow('This site has no run c');
  await expect(source.runs(['a'])).rejects.toThrow(
    'data/file%20of%20a.json could not be loaded (status 404)',
  );
  const nothing = fileRuns('/none/', async () => new Response(null, { status: 503 }));
  await expect(nothing.index()).rejects.toThrow('index.json could not be loaded (status 503)');
});
