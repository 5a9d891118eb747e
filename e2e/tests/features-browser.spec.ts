// The feature library and its ONNX graphs in a browser. It needs no server: the page is made of what is bundled here.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { compile, fit, writeState } from '@modelfolio/feature-engineering';
import { build } from 'esbuild';
import { farFrom } from '@modelfolio/feature-engineering/testing/far-from';
import { readCase, type FeatureCase } from '@modelfolio/feature-engineering/testing/feature-case';
import type { PageAnswer } from '../features-page.ts';
import { expect, test } from '../quiet-test.ts';

const folder = resolve(import.meta.dirname, '..');
const golden = join(folder, '../systems/feature-engineering/test/golden/scikit-learn.json');
const runtime = createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm');
/** A name that stands for no machine; as a local one it may hash, which reading a state needs. */
const origin = 'http://features.localhost';

function far(found: readonly number[][], wanted: readonly number[][], tolerance: number): string[] {
  if (found.length !== wanted.length) return [`${found.length} columns, not ${wanted.length}`];
  return wanted.flatMap((column, at) =>
    farFrom(found[at] ?? [], column, tolerance).map((row) => `column ${at}, ${row}`),
  );
}

test('features come out in a browser as in Node, from the library and from its graphs', async ({ page }) => {
  test.setTimeout(180_000);
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'features-page.ts')],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2024',
    write: false,
  });
  const script = outputFiles[0]?.text ?? '';
  await page.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/runtime.wasm') await route.fulfill({ path: runtime, contentType: 'application/wasm' });
    else if (pathname === '/page.js') await route.fulfill({ body: script, contentType: 'text/javascript' });
    else if (pathname === '/')
      await route.fulfill({
        body: '<!doctype html><html lang="en"><link rel="icon" href="data:,"><script type="module" src="/page.js"></script></html>',
        contentType: 'text/html',
      });
    else await route.abort();
  });
  await page.goto(origin);
  await page.waitForFunction(() => 'answer' in window);

  const cases = (JSON.parse(readFileSync(golden, 'utf8')) as FeatureCase[]).filter(
    ({ crossFit }) => !crossFit,
  );
  const wrong: string[] = [];
  for (const one of cases) {
    const { spec, train, target, other } = readCase(one);
    const fitted = fit(spec, train, target);
    const wanted = compile(fitted)
      .run(other)
      .columns.map(({ values }) => Array.from(values, Number));
    const found: PageAnswer = await page.evaluate(([given, state]) => window.answer(given, state), [
      one,
      await writeState(fitted),
    ] as const);
    // Node and Chromium have other versions of V8, whose logarithms may differ in the last digit; the state is the same.
    // What is fitted is as near as it is known: a likelihood is flat where it is greatest.
    const fittedHere = one.expected?.tolerance ?? 0;
    const tolerances = { batch: 1e-12, rowByRow: 1e-12, fittedHere, graph: 1e-9, graphRowByRow: 1e-9 };
    const isDateText = spec.kind === 'DatetimeFeatures' && train.columns[0]?.type === 'text';
    expect(found.graph === null, JSON.stringify(spec)).toBe(isDateText);
    for (const [way, tolerance] of Object.entries(tolerances))
      wrong.push(
        ...far(found[way as keyof PageAnswer] ?? wanted, wanted, tolerance).map(
          (difference) => `${JSON.stringify(spec).slice(0, 100)}, ${way}: ${difference}`,
        ),
      );
    // One row alone and the same among others are one computation.
    expect(found.rowByRow).toEqual(found.batch);
  }
  expect(wrong).toEqual([]);
  expect(cases.length).toBeGreaterThan(100);
});
