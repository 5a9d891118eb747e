import { report } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { compile, fit, frameOf, type Column, type TransformerSpec } from '../index.ts';
import { rowsOf } from '../frame/frame.ts';
import { parseRules } from '../rules/rule-set.ts';
import { validate } from '../rules/validate.ts';
import { summarise } from '../store/diff-summary.ts';
import { columnStatistics } from './column-statistics.ts';
import { lineageGraph, mermaid } from './feature-graph.ts';
import type { FeatureSet } from './feature-set.ts';
import { featureStatistics } from './feature-statistics.ts';
import { pipelineCode } from './pipeline-code.ts';
import { ruleResults } from './rule-results.ts';
import { toMarkdown } from './to-markdown.ts';
import { toReport } from './to-report.ts';
import { numbers, words } from '../../test/frames.ts';

const frame = frameOf([
  numbers('age', 30, Number.NaN, 50, 21),
  words('job|"<b>"', 'cook', 'smith', null, 'cook'),
  numbers('raw', 1, 2, 2, 4),
]);
const spec: TransformerSpec = {
  kind: 'ColumnTransformer',
  transformers: [
    {
      name: 'numbers',
      columns: ['age'],
      transformer: {
        kind: 'Pipeline',
        steps: [
          { name: 'impute', transformer: { kind: 'SimpleImputer', strategy: 'median' } },
          { name: 'powers', transformer: { kind: 'PolynomialFeatures', degree: 9 } },
        ],
      },
    },
    { name: "it's", columns: ['job|"<b>"'], transformer: { kind: 'OneHotEncoder' } },
    { name: 'raw', columns: ['raw', 'age'], transformer: 'passthrough' },
  ],
};
const fitted = fit(spec, frame);
const rules = parseRules({
  schemaVersion: 1,
  columns: {
    age: { type: 'integer', nullable: true, checks: [{ kind: 'in_range', min: 25, max: 60 }] },
    raw: { type: 'text', checks: [{ kind: 'isin', values: ['a'] }] },
    gone: { type: 'number', checks: [{ kind: 'ge', value: 0, severity: 'warning' }] },
  },
  expressions: [{ expression: 'gone > age' }, { expression: 'age > 0', name: 'born' }],
});
const digest = 'a'.repeat(64);

function described(): FeatureSet {
  const [before, after] = [columnStatistics(fitted.columns), featureStatistics()];
  before.add(frame);
  after.add(compile(fitted).run(frame));
  return {
    title: 'People | all',
    fitted,
    state: { name: 'features.json', sha256: digest },
    data: { name: 'people.csv', sha256: digest },
    rows: 4,
    columns: before.finish(),
    features: after.finish(),
    judged: {
      file: { name: 'people.rules.json', sha256: digest },
      rules,
      validation: validate(frame, rules),
      present: frame.columns.map(({ name }) => name),
    },
    command: 'features docs',
    environment: { runtime: null, packages: {}, lockfileSha256: null, hardware: null },
    measuredAt: 0,
  };
}

describe('figures of columns', () => {
  it('are those of the whole, however it is cut', () => {
    for (const cut of [0, 1, 3, 4]) {
      const statistics = columnStatistics(frame.columns);
      statistics.add(rowsOf(frame, 0, cut));
      statistics.add(rowsOf(frame, cut, 4));
      const [age, job, raw] = statistics.finish();
      const { type: _, ...summary } = summarise(frame.columns[0] as Column);
      const { min, max, ...rest } = summary as Record<string, number>;
      expect(age).toEqual({ type: 'number', name: 'age', ...rest, quartiles: [min, 25.5, 30, 40, max] });
      expect(raw).toMatchObject({ distinct: 3 });
      expect(job).toMatchObject({
        count: 3,
        missing: 1,
        distinct: 2,
        top: [
          { value: 'cook', count: 2 },
          { value: 'smith', count: 1 },
        ],
      });
    }
  });

  it('are unknown where there is nothing', () => {
    const [none] = (() => {
      const statistics = columnStatistics([{ name: 'x', type: 'number' }]);
      statistics.add(frameOf([numbers('x', Number.NaN)]));
      return statistics.finish();
    })();
    expect(none).toMatchObject({
      count: 0,
      missing: 1,
      distinct: 0,
      mean: null,
      std: null,
      quartiles: [null, null, null, null, null],
    });
    const features = featureStatistics();
    features.add(frameOf([numbers('x', Number.NaN, 0, -0), words('w', null, 'a', 'b')]));
    expect(features.finish()).toEqual([
      { name: 'x', type: 'number', count: 2, missing: 1, zeros: 2, mean: 0, std: 0, min: 0, max: 0 },
      {
        name: 'w',
        type: 'text',
        count: 2,
        missing: 1,
        zeros: 0,
        mean: null,
        std: null,
        min: null,
        max: null,
      },
    ]);
  });
});

describe('the way of a feature', () => {
  it('leads from columns over steps to features, many as one', () => {
    const { nodes, edges } = lineageGraph(fitted, 'Lineage');
    const label = new Map(nodes.map((node) => [node.id, node.label]));
    expect(edges.map(([from, to]) => [label.get(from), label.get(to)])).toEqual([
      ['age', 'SimpleImputer'],
      ['SimpleImputer', 'PolynomialFeatures'],
      ['job|"<b>"', 'OneHotEncoder'],
      ['PolynomialFeatures', '10 features'],
      ['OneHotEncoder', `it's__job|"<b>"_cook`],
      ['OneHotEncoder', `it's__job|"<b>"_smith`],
      ['OneHotEncoder', `it's__job|"<b>"_nan`],
      ['raw', 'raw__raw'],
      ['age', 'raw__age'],
    ]);
  });

  it('is text that Mermaid takes for nothing else', () => {
    const text = mermaid(lineageGraph(fitted, 'Lineage'));
    expect(text).toContain('["job#124;#34;#60;b#62;#34;<br/>column"]');
    for (const line of text.split('\n').slice(1))
      expect(line).toMatch(/^ {2}n\d+(?:\["[^"[\]{}|()<>]+(?:<br\/>[^"[\]{}|()<>]+)?"\]| --> n\d+)$/);
  });
});

describe('a pipeline as code', () => {
  it('says what the JSON says', async () => {
    const code = pipelineCode(spec, "it's.json");
    const literal = /const pipeline = (.+?);\n\n/s.exec(code)?.[1] ?? '';
    const module = (await import(
      /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(`export default ${literal}`)}`
    )) as { default: unknown };
    expect(module.default).toEqual(spec);
    expect(Math.max(...code.split('\n').map(({ length }) => length))).toBeLessThan(110);
  });
});

describe('results of rules', () => {
  it('say which held, were broken and could not be judged', () => {
    const { judged } = described();
    const results = ruleResults(judged as NonNullable<FeatureSet['judged']>);
    expect(results.map(({ column, rule, result }) => [column, rule, result])).toEqual([
      ['age', 'is there', 'held'],
      ['age', 'type integer', 'held'],
      ['age', 'in_range min 25, max 60', '1 of 4 rows is not in [25, 60]'],
      ['raw', 'is there', 'held'],
      ['raw', 'type text', '4 of 4 rows are numbers, not text'],
      ['raw', 'never missing', 'not judged'],
      ['raw', 'isin values a', 'not judged'],
      ['gone', 'is there', 'the column is missing'],
      ['gone', 'type number', 'not judged'],
      ['gone', 'never missing', 'not judged'],
      ['gone', 'ge value 0', 'not judged'],
      [null, 'gone > age', 'not judged'],
      [null, 'born', 'held'],
    ]);
    const { passed, failures, skipped } = validate(frame, rules);
    const count = (wanted: string): number => results.filter(({ result }) => result === wanted).length;
    expect([count('held'), count('not judged'), results.length]).toEqual([
      passed,
      skipped,
      passed + skipped + failures.length,
    ]);
  });
});

describe('the documentation', () => {
  it('is a report that fits the schema', () => {
    const made = toReport(described(), 'people-features');
    expect(report.parse(JSON.parse(JSON.stringify(made)))).toEqual(made);
    expect(made.figures).toMatchObject({
      rows: { value: 4 },
      columns: { value: 3 },
      missingCells: { value: 2 / 12 },
      rulesHeld: { value: 4 },
      rulesBroken: { value: 3 },
    });
    expect(made.charts[0]?.series[0]?.points).toEqual([
      ['age', 0.25],
      ['job|"<b>"', 0.25],
    ]);
    expect(() => toReport(described(), 'People features')).toThrow(/no report: id: /);
  });

  it('is Markdown whose cells hold together', () => {
    const page = toMarkdown(described());
    expect(page).toContain('# People \\| all\n');
    expect(page).toContain('**Not valid**: 4 held, 3 broken, 6 could not be judged.');
    const tables = page.split('\n\n').filter((block) => block.startsWith('| '));
    expect(tables.length).toBeGreaterThan(3);
    for (const table of tables) {
      const widths = table.split('\n').map((line) => line.match(/(?<!\\)\|/g)?.length);
      expect(new Set(widths).size).toBe(1);
    }
  });
});
