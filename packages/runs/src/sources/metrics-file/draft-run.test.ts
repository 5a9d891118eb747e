import { describe, expect, it } from 'vitest';
import { draftRun, fromObject, millisecondsOf, numberOf, setRunField } from './draft-run.ts';

const noon = Date.UTC(2026, 0, 2, 12);

describe('a time', () => {
  it.each([
    [noon / 1000, noon],
    [noon, noon],
    [String(noon / 1000), noon],
    [-1e11, -1e11],
    [1e11 - 1, (1e11 - 1) * 1000],
    ['2026-01-02T12:00:00Z', noon],
    ['2026-01-02 12:00:00', noon],
    ['2026-01-02T13:00:00+01:00', noon],
    ['2026-01-02T13:00:00+0100', noon],
    ['2026-01-02', Date.UTC(2026, 0, 2)],
    ['2026-13-02', null],
    ['January', null],
    ['on 2026-01-02', null],
    [null, null],
    [true, null],
  ])('of %j is %j', (value, expected) => {
    expect(millisecondsOf(value)).toBe(expected);
  });
});

describe('a field of a run', () => {
  const after = (field: string, value: unknown) => {
    const run = draftRun();
    setRunField(run, field, value, 'm.csv', 'row 2');
    return run;
  };

  it.each([
    ['id', 7, { id: '7' }],
    ['run_id', 'a', { id: 'a' }],
    ['name', 'n', { name: 'n' }],
    ['run_name', 'n', { name: 'n' }],
    ['experiment', 'e', { experiment: 'e' }],
    ['status', 'FAILED', { status: 'failed' }],
    ['start_time', noon, { startTime: '2026-01-02T12:00:00.000Z', endTime: null }],
    ['startTime', noon, { startTime: '2026-01-02T12:00:00.000Z' }],
    ['end_time', noon, { endTime: '2026-01-02T12:00:00.000Z', startTime: null }],
    ['endTime', noon, { endTime: '2026-01-02T12:00:00.000Z' }],
  ])('%s %j', (field, value, expected) => {
    expect(after(field, value)).toMatchObject(expected);
  });

  it('stays unknown where nothing is there; a status that is none is a tag', () => {
    for (const nothing of [null, undefined, '']) expect(after('id', nothing)).toEqual(draftRun());
    expect(after('status', 'Done').tags.get('status')).toBe('Done');
    expect(after('status', 'Done').status).toBe(draftRun().status);
  });

  it.each(['soon', 1e20])('is refused where a time is none: %j', (value) => {
    expect(() => after('start_time', value)).toThrow(`m.csv: row 2: not a date: ${JSON.stringify(value)}`);
  });
});

describe('a value of JSON', () => {
  it('is params, metrics and tags where it says so, else numbers and words', () => {
    const told = fromObject(
      {
        id: 'r',
        params: { net: { depth: 3 } },
        metrics: { loss: '0.5', f1: { macro: 1 } },
        tags: { team: null, a: 'b' },
        extra: { n: 2, w: 'x' },
      },
      'm.json',
      '',
    );
    expect(told.id).toBe('r');
    expect([...told.params]).toEqual([['net/depth', 3]]);
    expect([...told.metrics].map(([name, { value }]) => [name, value])).toEqual([
      ['loss', 0.5],
      ['f1/macro', 1],
      ['extra/n', 2],
    ]);
    expect([...told.tags]).toEqual([
      ['team', ''],
      ['a', 'b'],
      ['extra/w', 'x'],
    ]);
    const loose = fromObject({ loss: 1, tags: 'red', params: 2, nothing: null, name: 'n' }, 'm.json', '');
    expect(
      [...loose.metrics].map(([name, { value, step, timestamp }]) => [name, value, step, timestamp]),
    ).toEqual([
      ['loss', 1, null, null],
      ['params', 2, null, null],
    ]);
    expect([...loose.tags]).toEqual([['tags', 'red']]);
    expect(loose.name).toBe('n');
  });

  it('is refused with its place where a metric is no number', () => {
    expect(() => fromObject({ metrics: { a: { b: 'x' } } }, 'm.json', '/0')).toThrow(
      'm.json: /0/metrics/a/b: expected a number, got "x"',
    );
    expect(() => numberOf([1], 'm.json', '/a')).toThrow('m.json: /a: expected a number, got [1]');
    expect(numberOf('nan', 'm.json', '/a')).toBe('NaN');
  });
});
