import { expect, it } from 'vitest';
import { bareRun } from './bare-run.ts';
import { runRecord } from './run-record.ts';

const known = {
  id: '1',
  experiment: 'penguins',
  name: 'forest',
  origin: { tracker: 'run-record', location: null, externalId: null },
};

it('is a record by its schema, with nothing invented', () => {
  const run = bareRun(known);
  expect(runRecord.parse(run)).toEqual(run);
  expect(run).toMatchObject({ ...known, startTime: null, params: {}, metrics: {}, models: [] });
});

it('says what is known of it', () => {
  expect(bareRun({ ...known, status: 'failed', tags: { note: 'x' } })).toMatchObject({
    status: 'failed',
    tags: { note: 'x' },
    params: {},
  });
});
