import { describe, expect, it } from 'vitest';
import { compile, fit, frameOf, type Frame } from '../index.ts';

const hours = (...values: number[]): Frame =>
  frameOf([{ name: 'hour', type: 'number', values: Float64Array.from(values) }]);

describe('values on a circle', () => {
  it('close at the greatest that was seen, or at the one that is given', () => {
    const frame = hours(0, 12, 6);
    const seen = compile(fit({ kind: 'CyclicalFeatures' }, frame));
    expect(seen.names).toEqual(['hour', 'hour_sin', 'hour_cos']);
    expect(seen.run(frame).columns[2]?.values).toEqual(Float64Array.of(1, 1, -1));
    const given = fit({ kind: 'CyclicalFeatures', maxValues: { hour: 24 }, dropOriginal: true }, frame);
    expect(
      compile(given)
        .run(frame)
        .columns.map(({ name }) => name),
    ).toEqual(['hour_sin', 'hour_cos']);
    expect(compile(given).run(frame).columns[1]?.values[1]).toBe(-1);
  });

  it('a missing value stays missing', () => {
    const [, sine] = compile(fit({ kind: 'CyclicalFeatures' }, hours(1, 2))).run(hours(Number.NaN)).columns;
    expect(sine?.values[0]).toBeNaN();
  });

  it.each([
    [hours(0, -1), {}, 'column "hour": no circle closes at 0, its greatest value (give its maxValues)'],
    [hours(Number.NaN), {}, 'column "hour": no circle closes at NaN, its greatest value'],
    [hours(1), { maxValues: { day: 7 } }, 'column "day": maxValues names it, it is not there'],
    [hours(1), { maxValues: { hour: 0 } }, 'CyclicalFeatures, maxValues.hour: '],
  ])('what has no circle is refused (%#)', (frame, params, message) => {
    expect(() => fit({ kind: 'CyclicalFeatures', ...params }, frame)).toThrow(message);
  });
});
