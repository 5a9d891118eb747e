import type { ModelFunction } from '@modelfolio/explainability';
import type { Cell, Table } from '@modelfolio/inference';
import { beforeAll, describe, expect, test } from 'vitest';
import { openGraph, openModel } from '@modelfolio/explainability/testing/open-model';
import { toCsv } from '../../auto/to-csv.ts';
import type { AnalysisCalling } from '../analysis/analysis.ts';
import { counterfactualAnswer } from './counterfactual-answer.ts';
import { curveOf, interactionsOf, surfaceOf } from './dependence.ts';
import { explanationOf, limeOf, summaryOf } from './explanations.ts';
import { importanceOf } from './importance.ts';
import { readDataSet } from './read-data-set.ts';
import { openSubject, type Subject } from './subject.ts';

const calling: AnalysisCalling = {
  signal: new AbortController().signal,
  step: () => undefined,
  transfer: [],
};

function csvOf(
  table: Table,
  rows: readonly number[],
  change: (name: string, cell: Cell) => Cell = (_, cell) => cell,
) {
  return toCsv(table.columns, rows.length, (at) =>
    table.columns.map((name) => change(name, table.column(name)[rows[at] ?? 0] ?? null)),
  ).csv;
}

/** A subject of some rows of a model's evaluation data. */
async function subjectOf(
  id: string,
  rows: (count: number) => number[],
  options: {
    change?: (name: string, cell: Cell) => Cell;
    labels?: string[];
    model?: (output: ModelFunction) => ModelFunction;
  } = {},
): Promise<Subject> {
  const { model, table, bytes, manifest } = await openModel(id);
  const labels =
    options.labels ??
    (manifest.evaluationSet && manifest.evaluationSet.format !== 'idx-gz'
      ? manifest.evaluationSet.labels
      : []);
  const csv = csvOf(table, rows(table.rows), options.change);
  const read = await readDataSet(model, csv, 'rows.csv', labels, calling);
  const changed = options.model;
  return openSubject({
    ...read,
    bytes: Uint8Array.from(bytes),
    openGraph,
    model: changed ? { ...model, output: (place) => changed(model.output(place)) } : model,
  });
}

const first = (count: number) => () => Array.from({ length: count }, (_, row) => row);
const cellsOf = ({ model, codes }: Subject, row: number): Cell[] =>
  model.code.decode(codes.values.subarray(row * codes.columns, (row + 1) * codes.columns));
const how = { place: 1, method: 'auto', seed: 0, background: 20, grouped: false } as const;

describe('a model of committed trees', () => {
  let subject: Subject;
  beforeAll(async () => {
    subject = await subjectOf('census-income', first(400));
  });

  test('reads rows, truth and the columns that are no inputs', () => {
    expect(subject.data).toMatchObject({ rows: 400, rowsInFile: 400, actualFailed: null });
    expect(subject.data.extras.map(({ name }) => name)).toEqual(['age_band']);
    expect(subject.data.actual).toHaveLength(400);
  });

  test('answers each question about a row', async () => {
    const cells = cellsOf(subject, 3);
    const explained = await explanationOf(subject, { ...how, cells }, calling);
    expect(explained).toMatchObject({ unit: 'log-odds', because: null, background: 20 });
    expect(explained.attribution.method).toBe('tree');
    const curve = await curveOf(subject, { cells, place: 1, column: 2, background: 20, seed: 0 }, calling);
    expect(curve.grid).toContain('Masters');
    expect(curve.own[curve.grid.indexOf(cells[2] ?? null)]).toBeCloseTo(
      explained.predictions.kind === 'classes' ? (explained.predictions.probabilities[1] ?? 0) : 0,
      6,
    );
    const turned = await counterfactualAnswer(
      subject,
      { cells, place: 1, threshold: 0.5, limits: [[0, { kind: 'immutable' }]], linked: [], most: 2 },
      calling,
    );
    expect(turned.found.length).toBeGreaterThan(0);
    for (const found of turned.found) expect(found.cells[0]).toBe(cells[0]);
    const lime = await limeOf(subject, { ...how, method: 'lime', cells }, calling);
    expect(lime.score).toBeGreaterThan(0);
    expect(lime.score).toBeLessThanOrEqual(1);
  });

  test('sampling is in the units of the output, and says how far it may be off', async () => {
    const cells = cellsOf(subject, 8);
    const exact = await explanationOf(subject, { ...how, method: 'sampling', cells }, calling);
    expect(exact.unit).toBe('probability');
    expect(exact.attribution.standardErrors).not.toBeNull();
    expect(exact.because).toBeNull();
  });

  test('answers each question about all rows, and tells how far it is', async () => {
    const told: number[] = [];
    const step: AnalysisCalling['step'] = (next) => 'share' in next && told.push(next.share);
    const summary = await summaryOf(subject, { ...how, most: 20_000 }, { ...calling, step });
    expect(summary.rows).toHaveLength(400);
    expect(summary.method).toBe('tree');
    expect(told.at(-1)).toBe(1);
    const importance = await importanceOf(
      subject,
      { place: 1, seed: 0, grouped: false, repeats: 2, most: 300 },
      calling,
    );
    expect(importance).toMatchObject({ metric: 'area under the ROC curve', rows: 300, repeats: 2 });
    const surface = await surfaceOf(subject, { place: 1, columns: [0, 7], background: 10, seed: 0 }, calling);
    expect(surface.mean).toHaveLength(surface.grids[0].length * surface.grids[1].length);
    const pairs = await interactionsOf(subject, { place: 1, seed: 0, rows: 12, grouped: false }, calling);
    expect(pairs.pairs).toHaveLength(66);
    expect(pairs.pairs.every(({ size }, at) => at === 0 || size <= (pairs.pairs[at - 1]?.size ?? 0))).toBe(
      true,
    );
  });

  test('stops when it is no longer wanted', async () => {
    const abort = new AbortController();
    abort.abort();
    await expect(
      summaryOf(subject, { ...how, most: 100 }, { ...calling, signal: abort.signal }),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('what can go wrong', () => {
  test('one background row', async () => {
    const subject = await subjectOf('census-income', first(30));
    const found = await explanationOf(
      subject,
      { ...how, background: 1, cells: cellsOf(subject, 2) },
      calling,
    );
    expect(found.background).toBe(1);
    const sum = found.attribution.values.reduce((total, value) => total + value, found.attribution.base);
    expect(sum).toBeCloseTo(found.attribution.prediction, 9);
  });

  test('rows that are all the same: every contribution is 0, and no counterfactual is found, in words', async () => {
    const subject = await subjectOf('census-income', () => Array.from({ length: 25 }, () => 4));
    const cells = cellsOf(subject, 0);
    const found = await explanationOf(subject, { ...how, cells }, calling);
    expect(found.attribution.values.every((value) => value === 0)).toBe(true);
    const turned = await counterfactualAnswer(
      subject,
      { cells, place: 1, threshold: 0.5, limits: [], linked: [], most: 1 },
      calling,
    );
    expect(turned.found).toEqual([]);
    expect(turned.none).toMatch(/\w/);
    await expect(
      importanceOf(subject, { place: 1, seed: 0, grouped: false, repeats: 1, most: 25 }, calling),
    ).rejects.toThrow('All rows are of one class, so no ranking can be scored.');
  });

  test('a model that gives NaN, and one that throws, are said in words', async () => {
    const nan = await subjectOf('census-income', first(20), {
      model: () => (rows) => new Float64Array(rows.rows).fill(Number.NaN),
    });
    await expect(
      explanationOf(nan, { ...how, method: 'sampling', cells: cellsOf(nan, 0) }, calling),
    ).rejects.toMatchObject({ code: 'not-finite' });
    const broken = await subjectOf('census-income', first(20), {
      model: () => () => Promise.reject(new Error('out of memory')),
    });
    await expect(
      explanationOf(broken, { ...how, method: 'sampling', cells: cellsOf(broken, 0) }, calling),
    ).rejects.toMatchObject({ code: 'model-failed', message: expect.stringContaining('out of memory') });
  });

  test('text in a number column names file, line and column', async () => {
    await expect(
      subjectOf('census-income', first(5), { change: (name, cell) => (name === 'age' ? 'old' : cell) }),
    ).rejects.toThrow('rows.csv:2, column "age": "old", expected a number');
  });

  test('labels that are no classes: the rows are still read, and it is said why they are not judged', async () => {
    const subject = await subjectOf('census-income', first(5), {
      change: (name, cell) => (name === 'income' ? 'plenty' : cell),
    });
    expect(subject.data.actual).toBeNull();
    expect(subject.data.actualFailed).toContain('class "plenty" is not one of the model\'s');
  });

  test('no rows are refused', async () => {
    await expect(subjectOf('census-income', first(0))).rejects.toThrow('rows.csv: no rows');
  });

  test('of very many cells a seeded sample is kept, and both numbers are told', async () => {
    const { model, table } = await openModel('breast-cancer');
    const rows = Array.from({ length: 3000 }, (_, row) => row % table.rows);
    const read = () =>
      readDataSet(model, csvOf(table, rows), 'many.csv', [], calling, { cells: 40_000, bytes: 1e9 });
    const { data } = await read();
    expect(data.rowsInFile).toBe(3000);
    expect(data.rows).toBe(Math.floor(40_000 / table.columns.length));
    expect((await read()).data.codes).toEqual(data.codes);
  });

  test('a file that is too large is refused before it is read', async () => {
    const { model, table } = await openModel('breast-cancer');
    const csv = csvOf(table, [0, 1, 2]);
    await expect(
      readDataSet(model, csv, 'many.csv', [], calling, { cells: 1e9, bytes: csv.length - 1 }),
    ).rejects.toThrow('more than a page can take apart');
  });
});
