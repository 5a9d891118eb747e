import { runRecord, type RunRecord } from '@modelfolio/schemas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomRecord } from '../../../test/random-record.ts';
import { recordOf } from '../../../test/record-files.ts';
import { differingFields, isKeptTag, keptTags, restored } from './kept-in-tags.ts';

/** As a store would read a run: what its tables say, with more tags. */
function readAgain(run: RunRecord, found: RunRecord): RunRecord {
  const tags = keptTags(run, found);
  for (const value of tags.values()) expect(Array.from(value).length).toBeLessThanOrEqual(8000);
  const all = [...Object.entries(found.tags).filter(([key]) => !isKeptTag(key)), ...tags];
  return restored({ ...found, tags: Object.fromEntries(all) }, all);
}

const bare = recordOf({ params: {}, metrics: {}, histories: {} });

describe('what MLflow has no place for', () => {
  it('is kept in tags, whatever its tables say instead', () => {
    fc.assert(
      fc.property(randomRecord, randomRecord, (run, other) => {
        // Somebody else's tags under these names are none of MLflow's tables, which hold no parameters besides.
        const entriesOf = <Value>(entries: Record<string, Value>, holds: (key: string) => boolean) =>
          Object.fromEntries(Object.entries(entries).filter(([key]) => holds(key)));
        const tags = entriesOf(other.tags, (key) => !isKeptTag(key));
        const params = entriesOf(other.params, (key) => Object.hasOwn(run.params, key));
        const found = { ...other, tags, params };
        const again = readAgain(run, found);
        expect(runRecord.safeParse(again).success).toBe(true);
        expect(again).toEqual({ ...run, id: found.id, experiment: found.experiment });
        expect(differingFields(run, again)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('is nothing where they say it all', () => {
    fc.assert(
      fc.property(randomRecord, (run) => {
        expect(keptTags(run, run)).toEqual(new Map());
      }),
    );
  });

  it('stands in readable tags', () => {
    const run = recordOf({
      id: bare.id,
      params: { depth: 3, name: 'x' },
      metrics: {},
      histories: { loss: { steps: [0, 1], values: [1, 'NaN'], timestamps: null } },
    });
    const found = recordOf({
      params: { depth: '3', name: 'x' },
      metrics: { loss: { value: 'NaN', step: 1, timestamp: 6 } },
      histories: { loss: { steps: [0, 1], values: [1, 'NaN'], timestamps: [5, 6] } },
      tags: { 'mlflow.runName': 'x' },
      origin: { ...run.origin, tracker: 'store' },
    });
    expect(Object.fromEntries(keptTags(run, found))).toEqual({
      'modelfolio.origin': '{"tracker":"run-record","location":null,"externalId":null}',
      'modelfolio.params': '{"depth":3}',
      'modelfolio.metrics': '{"loss":null}',
      'modelfolio.histories': '{"loss":{"timestamps":null}}',
      'modelfolio.tags': '{"mlflow.runName":null}',
    });
    expect(readAgain(run, found)).toEqual(run);
  });

  it('goes on in a further tag where it is long', () => {
    const run = { ...bare, tags: { note: '🦊x'.repeat(9000) } };
    expect([...keptTags(run, bare).keys()]).toEqual([
      'modelfolio.tags',
      'modelfolio.tags.2',
      'modelfolio.tags.3',
    ]);
    expect(readAgain(run, bare)).toEqual(run);
    const longer = { ...bare, tags: { note: '0123456789'.repeat(9000) } };
    // As a database sorts them: the tenth comes before the second.
    const sorted = [...keptTags(longer, bare)].toSorted(([one], [other]) => (one < other ? -1 : 1));
    expect(sorted.map(([key]) => key).slice(0, 3)).toEqual([
      'modelfolio.tags',
      'modelfolio.tags.10',
      'modelfolio.tags.11',
    ]);
    expect(restored(bare, sorted)).toEqual(longer);
  });

  it('is refused where it is more than anybody would load', () => {
    const run = { ...bare, tags: { note: 'x'.repeat(1_000_001) } };
    expect(() => keptTags(run, bare)).toThrow(/^run linear: tags: more than 1,000,000 characters/);
  });

  it('is not the order of points that MLflow keeps, nor a repeated one', () => {
    const run = { ...bare, histories: { a: { steps: [1, 1, 1], values: [2, 1, 1], timestamps: [5, 5, 5] } } };
    const found = { ...bare, histories: { a: { steps: [1, 1], values: [1, 2], timestamps: [5, 5] } } };
    expect(keptTags(run, found)).toEqual(new Map());
    const other = { ...bare, histories: { a: { steps: [1, 1], values: [1, 3], timestamps: [5, 5] } } };
    expect([...keptTags(run, other).keys()]).toEqual(['modelfolio.histories']);
  });
});

describe('tags that others made under these names', () => {
  it.each([
    { 'modelfolio.params': '{"depth":' },
    { 'modelfolio.params': '[1]' },
    { 'modelfolio.params': 'null' },
    { 'modelfolio.params': '{"depth":{}}' },
    { 'modelfolio.status': '"lost"' },
    { 'modelfolio.histories': '{"gone":{"timestamps":null}}' },
    { 'modelfolio.histories': '{"a":{"steps":[1],"values":[],"timestamps":null}}' },
    { 'modelfolio.tags.2': '"note":"x"}' },
    { 'modelfolio.seal': '{}' },
    { 'modelfolio.id': 'dvclive' },
    { 'modelfolio.paramsX': '{}' },
  ])('stay tags: %j', (tags) => {
    const found = { ...bare, tags };
    expect(restored(found, Object.entries(tags))).toEqual(found);
  });

  it('do not change what an object is', () => {
    const tags = { 'modelfolio.params': '{"__proto__":"x"}' };
    const run = restored({ ...bare, tags }, Object.entries(tags));
    expect(Object.entries(run.params)).toEqual([['__proto__', 'x']]);
    expect(Object.getPrototypeOf(run.params)).toBe(Object.prototype);
  });
});

it('names the fields in which two records differ', () => {
  const other = {
    ...bare,
    status: 'failed' as const,
    tags: { a: '1' },
    origin: { ...bare.origin, tracker: 'dvc' },
  };
  expect(differingFields(bare, other)).toEqual(['status', 'origin', 'tags']);
});
