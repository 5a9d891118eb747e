import { describe, expect, it } from 'vitest';
import { columnOf, frameOf, numbersIn, textIn, type Frame } from '../src/frame/frame.ts';
import { censusInputs, censusTarget } from './pipelines.ts';
import { evaluationRows, splitCensus } from './split-census.ts';

/** Rows of which every fourth earns more; the age is the row. */
function people(rows: number): Frame {
  const row = Array.from({ length: rows }, (_, at) => at);
  return frameOf([
    ...censusInputs.map((name) =>
      name === 'age'
        ? { name, type: 'number' as const, values: Float64Array.from(row) }
        : { name, type: 'text' as const, values: row.map((at) => `${name} ${at}`) },
    ),
    { name: 'fnlwgt', type: 'number', values: Float64Array.from(row) },
    { name: 'education_num', type: 'number', values: Float64Array.from(row) },
    { name: censusTarget, type: 'text', values: row.map((at) => (at % 4 === 0 ? '>50K' : '<=50K')) },
  ]);
}

const data = { train: people(400), test: people(90) };
const ages = (frame: Frame): number[] => [...numbersIn(frame, 'age')];

describe('splitCensus', () => {
  it('puts each training row in one of two parts, with the shares of classes kept', () => {
    const { train, validation } = splitCensus(data, 1);
    expect([train.labels.length, validation.labels.length]).toEqual([320, 80]);
    expect([...ages(train.inputs), ...ages(validation.inputs)].toSorted((a, b) => a - b)).toEqual(
      ages(data.train),
    );
    for (const part of [train, validation]) {
      expect(part.labels.filter((label) => label === 1)).toHaveLength(part.labels.length / 4);
      expect(ages(part.inputs).map((age) => Number(age % 4 === 0))).toEqual([...part.labels]);
      expect(textIn(part.inputs, 'race')).toEqual(ages(part.inputs).map((age) => `race ${age}`));
    }
  });

  it('leaves the test rows as they are, and gives the same parts for the same seed only', () => {
    const [one, again, other] = [1, 1, 2].map((seed) => splitCensus(data, seed));
    expect(ages(one!.test.inputs)).toEqual(ages(data.test));
    expect(ages(again!.validation.inputs)).toEqual(ages(one!.validation.inputs));
    expect(ages(other!.validation.inputs)).not.toEqual(ages(one!.validation.inputs));
  });

  it('gives models neither the weight of a row, nor the truth', () => {
    const names = splitCensus(data, 1).train.inputs.columns.map(({ name }) => name);
    expect(names).toEqual([...censusInputs]);
    for (const kept of ['fnlwgt', 'education_num', censusTarget]) expect(names).not.toContain(kept);
  });
});

describe('evaluationRows', () => {
  it('adds the truth and the band of each age, ends included', () => {
    const rows = evaluationRows(splitCensus(data, 1).test);
    expect(textIn(rows, censusTarget)).toEqual(textIn(data.test, censusTarget));
    const bands = columnOf(rows, 'age_band').values;
    expect([24, 25, 34, 35, 44, 45, 54, 55, 64, 65, 89].map((age) => bands[age])).toEqual([
      '17–24',
      '25–34',
      '25–34',
      '35–44',
      '35–44',
      '45–54',
      '45–54',
      '55–64',
      '55–64',
      '65 and over',
      '65 and over',
    ]);
  });
});
