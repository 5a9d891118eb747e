// Any ONNX file, dropped: explained as shap explains it, or refused in words, without a byte leaving the page.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import onnxProto from 'onnx-proto';
import { axeViolations } from '../axe-violations.ts';
import { expect, test } from '../quiet-test.ts';
import { analysisReady, openTab, savedAnalysis, whyTable } from '../what-if-steps.ts';

const folder = join(import.meta.dirname, '../../systems/explainability/test/golden/trees');

type Part = { type: string; width: number; values: (number | string)[] };
type Golden = {
  wanted: { place: number };
  background: Record<string, Part>;
  rows: Record<string, Part>;
  expected: { kind: string; unit: string; base: number; values: number[][]; tolerance: number };
};
const golden = (name: string): Golden =>
  JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Golden;

/** Columns of inputs, in order: one of several columns becomes `x0`, `x1` and so on. */
function columnsOf(parts: Record<string, Part>): { name: string; cells: (number | string)[] }[] {
  return Object.entries(parts).flatMap(([input, { width, values }]) =>
    Array.from({ length: width }, (_, at) => ({
      name: width === 1 ? input : `x${at}`,
      cells: values.filter((__, place) => place % width === at),
    })),
  );
}

function csvOf(columns: ReturnType<typeof columnsOf>): Buffer {
  const rows = columns[0]?.cells.length ?? 0;
  const lines = Array.from({ length: rows }, (_, row) => columns.map(({ cells }) => cells[row]).join(','));
  return Buffer.from([columns.map(({ name }) => name).join(','), ...lines].join('\n'));
}

type Dropped = { name: string; mimeType: string; buffer: Buffer };
const file = (name: string, buffer: Buffer): Dropped => ({
  name,
  mimeType: 'application/octet-stream',
  buffer,
});

async function openPage(page: Page): Promise<void> {
  await page.goto('/explain/');
  await expect(page.locator('astro-island[ssr]')).toHaveCount(0);
}

async function drop(page: Page, model: Dropped, rows: Dropped | null): Promise<void> {
  await page.getByLabel('Model (.onnx)').setInputFiles(model);
  if (rows) await page.getByLabel(/^Rows/).setInputFiles(rows);
}

for (const name of ['gradient-boosting', 'boosting-behind-encoders', 'logistic-regression-3-classes'])
  test(`${name}, made by scikit-learn: explained as shap explains it`, async ({ page }) => {
    const { wanted: output, background, rows, expected } = golden(name);
    const requests: string[] = [];
    page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`));
    const given = columnsOf(background);
    await openPage(page);
    await drop(
      page,
      file('unknown.onnx', readFileSync(join(folder, `${name}.onnx`))),
      file('rows.csv', csvOf(given)),
    );
    await page.getByRole('button', { name: 'Analyse' }).click();
    await page.getByRole('button', { name: 'Start the analysis' }).click();
    await analysisReady(page);
    await page.getByText('What is explained, and how').click();
    await page.getByRole('combobox', { name: /^(Only o|O)utput/ }).selectOption(String(output.place));
    for (const { name: column, cells } of columnsOf(rows)) {
      const [cell] = cells;
      if (typeof cell === 'string') await page.getByLabel(column, { exact: true }).selectOption(cell);
      else await page.getByRole('spinbutton', { name: column }).fill(String(cell));
    }
    const wanted = expected.values[0] ?? [];
    const largest = Math.max(...wanted.map(Math.abs));
    await expect
      .poll(async () => {
        const { explanation } = await savedAnalysis(page);
        if (explanation.features.length !== wanted.length) return Infinity;
        return (
          Math.max(...explanation.features.map(({ value }, at) => Math.abs(value - (wanted[at] ?? 0)))) /
          largest
        );
      })
      .toBeLessThan(2 * expected.tolerance);
    const { explanation } = await savedAnalysis(page);
    expect(explanation).toMatchObject({ method: expected.kind, exact: true });
    // Only files of the site were asked for, and nothing was sent.
    for (const request of requests)
      expect(request).toMatch(/^GET (http:\/\/(localhost|127\.0\.0\.1):|blob:|data:)/);
  });

test('rows without the truth, a phone, and a link that belongs to a file', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const { background } = golden('decision-tree');
  await openPage(page);
  await drop(
    page,
    file('tree.onnx', readFileSync(join(folder, 'decision-tree.onnx'))),
    file('rows.csv', csvOf(columnsOf(background))),
  );
  await page.getByRole('button', { name: 'Analyse' }).click();
  await page.getByRole('button', { name: 'Start the analysis' }).click();
  await expect(whyTable(page)).toBeVisible({ timeout: 60_000 });
  const { provenance } = await savedAnalysis(page);
  const other = await page.context().newPage();
  await other.goto(provenance.link);
  await expect(
    other.getByText(
      `This link belongs to a model whose SHA-256 begins with ${provenance.model.sha256.slice(0, 12)}`,
    ),
  ).toBeVisible();
  await other.close();
  await openTab(page, 'Thresholds and fairness');
  await expect(page.getByText(/do not say what is true/)).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

/** A sum of columns, each times its place, as scikit-learn's linear regression is exported. */
function wideModel(width: number): Buffer {
  const tensor = (name: string, columns: number) => ({
    name,
    type: { tensorType: { elemType: 1, shape: { dim: [{ dimParam: 'N' }, { dimValue: columns }] } } },
  });
  const coefficients = Array.from({ length: width }, (_, at) => (at + 1) / width);
  const model = onnxProto.onnx.ModelProto.fromObject({
    irVersion: 8,
    opsetImport: [
      { domain: '', version: 17 },
      { domain: 'ai.onnx.ml', version: 3 },
    ],
    graph: {
      name: 'wide',
      node: [
        {
          opType: 'LinearRegressor',
          domain: 'ai.onnx.ml',
          input: ['X'],
          output: ['variable'],
          attribute: [
            { name: 'coefficients', type: 6, floats: coefficients },
            { name: 'intercepts', type: 6, floats: [1] },
          ],
        },
      ],
      input: [tensor('X', width)],
      output: [tensor('variable', 1)],
    },
  });
  return Buffer.from(onnxProto.onnx.ModelProto.encode(model).finish());
}

test('200 columns and 5,000 rows: the page stays usable', async ({ page }) => {
  const width = 200;
  const columns = Array.from({ length: width }, (_, at) => `c${at}`);
  const lines = Array.from({ length: 5000 }, (_, row) =>
    columns.map((__, at) => ((row * 31 + at * 17) % 101) / 10).join(','),
  );
  await openPage(page);
  await drop(
    page,
    file('wide.onnx', wideModel(width)),
    file('wide.csv', Buffer.from([columns.join(','), ...lines].join('\n'))),
  );
  await page.getByRole('button', { name: 'Analyse' }).click();
  await page.getByRole('button', { name: 'Start the analysis' }).click();
  await analysisReady(page);
  await expect(
    page.getByText(/^Exact relative to the background: closed form of a linear model/),
  ).toBeVisible();
  const { explanation } = await savedAnalysis(page);
  expect(explanation.features).toHaveLength(width);
  const sum = explanation.features.reduce((total, { value }) => total + value, explanation.base);
  expect(sum).toBeCloseTo(explanation.prediction, 3);
  await page.getByText(/^What may change/).click();
  await page.getByLabel('Add a column').selectOption('c7');
  await page.getByLabel('c7 may change').selectOption('immutable');
  for (const tab of ['All rows', 'Thresholds and fairness', 'The whole model']) await openTab(page, tab);
  await page.getByRole('button', { name: 'Explain every row' }).click();
  await expect(page.getByRole('cell').first()).toBeVisible();
});

/** A graph of one node over ten columns. */
function graphOf(node: Record<string, unknown>): Buffer {
  const tensor = (name: string, width: number) => ({
    name,
    type: { tensorType: { elemType: 1, shape: { dim: [{ dimParam: 'N' }, { dimValue: width }] } } },
  });
  const model = onnxProto.onnx.ModelProto.fromObject({
    irVersion: 8,
    opsetImport: [
      { domain: '', version: 17 },
      { domain: 'com.example', version: 1 },
    ],
    graph: { name: 'g', node: [node], input: [tensor('X', 10)], output: [tensor('y', 1)] },
  });
  return Buffer.from(onnxProto.onnx.ModelProto.encode(model).finish());
}

const tree = () => readFileSync(join(folder, 'gradient-boosting.onnx'));
const hostile: { what: string; model: Buffer; rows?: string; says: RegExp }[] = [
  {
    what: 'a picture named .onnx',
    model: Buffer.from('\x89PNG\r\n\x1a\n0000'),
    says: /not an ONNX model, or damaged/,
  },
  { what: 'half a file', model: tree().subarray(0, 5000), says: /not an ONNX model, or damaged|damaged/ },
  {
    what: 'an operator that no browser has',
    model: graphOf({ opType: 'Divine', domain: 'com.example', input: ['X'], output: ['y'] }),
    says: /com\.example\.Divine/,
  },
  {
    what: 'rows that lack a column',
    model: readFileSync(join(folder, 'boosting-behind-encoders.onnx')),
    rows: 'age,colour\n1,red\n',
    says: /lack .*income|lack .*town/,
  },
  {
    what: 'one text in a column of numbers',
    model: readFileSync(join(folder, 'boosting-behind-encoders.onnx')),
    rows: 'age,colour,income,town\n31,red,20,A\nold,red,20,B\n',
    says: /rows\.csv:3, column "age": "old"/,
  },
  {
    what: 'text where a number belongs',
    model: tree(),
    rows: 'a,b,c,d,e,f\n1,2,3,4,5,6\n1,2,three,4,5,6\n',
    says: /rows\.csv has 6, 1 of them text/,
  },
];
for (const { what, model, rows, says } of hostile)
  test(`${what} is refused in words, and the page goes on`, async ({ page }) => {
    const runtimes: string[] = [];
    page.on('request', (request) => request.url().includes('ort-wasm') && runtimes.push(request.url()));
    await openPage(page);
    await drop(
      page,
      file('strange.onnx', model),
      rows === undefined ? null : file('rows.csv', Buffer.from(rows)),
    );
    await expect(page.getByText(says).first()).toBeVisible();
    expect(runtimes).toEqual([]);
    const { background } = golden('gradient-boosting');
    await drop(page, file('good.onnx', tree()), file('rows.csv', csvOf(columnsOf(background))));
    await expect(page.getByRole('button', { name: 'Analyse' })).toBeVisible();
  });
