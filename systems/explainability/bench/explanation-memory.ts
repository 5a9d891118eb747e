// What a thousand explanations leave behind: run with --expose-gc; prints bytes after each of two counts as JSON.
import { rowOf } from '../src/matrix.ts';
import { singleColumns } from '../src/model-function.ts';
import { shapleyValues } from '../src/shapley/shapley-values.ts';
import { kernelSetUp, pairsAndThresholds } from './kernel-shap-work.ts';
import { benchTrees } from './bench-trees.ts';

const [, , folder = ''] = process.argv;
const { model, background: treeBackground, rows } = benchTrees(folder);
const explainer = model.make(singleColumns(rows.columns), treeBackground);
const { row, background } = await kernelSetUp(1);

async function explain(from: number, to: number): Promise<number> {
  for (let at = from; at < to; at++) {
    // Other rows each time: nothing is answered from what is kept alone.
    explainer.explain(rowOf(rows, at % rows.rows).map((value) => value + 1e-3 * (at % 97)));
    if (at % 10 === 0)
      await shapleyValues(
        pairsAndThresholds,
        row.map((value) => value * (1 - 1e-3 * (at % 89))),
        background,
        singleColumns(16),
        {
          enumeratedRows: 0,
          targetError: 0.05,
        },
      );
  }
  // What is freed by one collection may free more at the next.
  for (let collection = 0; collection < 4; collection++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

await explain(0, 3000);
const first = await explain(3000, 4000);
const last = await explain(4000, 5000);
process.stdout.write(`${JSON.stringify({ first, last, explanations: 1000 })}\n`);
