import { describe, expect, test } from 'vitest';
import { startState } from '../analysis/analysis-state.ts';
import { analysisCsv, analysisJson, analysisSvg, type Exported } from './export-analysis.ts';

const column = (name: string, index: number) => ({
  input: 'X',
  index,
  name,
  label: null,
  description: null,
  type: 'float32' as const,
  categories: null,
  range: null,
  step: null,
  unit: null,
  missing: false,
});
const exported: Exported = {
  model: {
    id: null,
    source: {
      title: 'A <model> & "more"',
      sides: {
        inputs: [{ name: 'X', type: 'float32', shape: ['N', 2] }],
        input: { kind: 'tabular', columns: [column('=HYPERLINK("x")', 0), column('b', 1)] },
        output: {
          task: 'binary-classification',
          probabilities: 'p',
          activation: 'none',
          prediction: null,
          classes: ['no', 'yes'],
          positive: 1,
          targets: null,
        },
      },
      engine: { runtime: 'ort', entry: 'm', files: [], image: null },
      bytes: null,
    },
    data: { name: 'rows.csv', file: null, bytes: null, labels: [] },
    modelSha256: 'a'.repeat(64),
    dataSha256: 'b'.repeat(64),
    rows: 10,
    first: null,
    slices: [],
  },
  data: null,
  state: { ...startState, row: 3, changes: new Map([[1, '@SUM(A1)']]) },
  cells: [1.5, '@SUM(A1)'],
  explanation: {
    predictions: {
      kind: 'classes',
      classes: ['no', 'yes'],
      probabilities: Float64Array.of(0.25, 0.75),
      predicted: Uint32Array.of(1),
    },
    features: [
      { name: '=HYPERLINK("x")', columns: [0] },
      { name: 'b', columns: [1] },
    ],
    attribution: {
      method: 'kernel',
      values: Float64Array.of(-0.1, 0.35),
      standardErrors: Float64Array.of(0.01, 0.02),
      base: 0.5,
      prediction: 0.75,
      evaluations: 99,
    },
    unit: 'probability',
    background: 10,
    because: null,
    milliseconds: 1,
  },
  counterfactuals: null,
  subject: 'yes',
  link: 'https://example.org/what-if/#v=1&row=3',
};

describe('an analysis that is taken along', () => {
  test('as JSON holds the numbers as they were computed, and where they come from', () => {
    const record = JSON.parse(analysisJson(exported)) as Record<string, unknown>;
    expect(record).toMatchObject({
      kind: 'modelfolio-analysis',
      provenance: {
        model: { sha256: 'a'.repeat(64) },
        row: 3,
        seed: 0,
        method: 'kernel',
        link: exported.link,
      },
      row: { '=HYPERLINK("x")': 1.5, b: '@SUM(A1)' },
      changed: ['b'],
      prediction: { no: 0.25, yes: 0.75 },
      explanation: {
        exact: false,
        features: [
          { value: -0.1, standardError: 0.01 },
          { value: 0.35, standardError: 0.02 },
        ],
      },
    });
  });

  test('as CSV has no cell that a spreadsheet takes for a formula', () => {
    const [header = '', ...lines] = new TextDecoder().decode(analysisCsv(exported)).trim().split('\n');
    expect(header.startsWith('feature,value,contribution,standard_error')).toBe(true);
    expect(lines[0]?.startsWith(`"'=HYPERLINK(""x"")",1.5,-0.1,0.01`)).toBe(true);
    expect(lines[1]?.startsWith(`b,'@SUM(A1),0.35,0.02`)).toBe(true);
  });

  test('as SVG is well-formed, with what a stranger wrote escaped', () => {
    const svg = analysisSvg(exported);
    expect(svg).toContain('A &lt;model&gt; &amp; &quot;more&quot;');
    expect(svg).not.toContain('<model>');
    expect(svg.match(/<rect /g)).toHaveLength(3);
  });
});
