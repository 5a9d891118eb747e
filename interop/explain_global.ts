// Global explanations and counterfactuals as a line of JSON on standard input says, for the Python judges. The model
// is in Python: a line asks for predictions, the next line of the input gives them. node interop/explain_global.ts
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { counterfactual } from '@modelfolio/explainability/testing';
import {
  counterfactuals,
  counterfactualSpace,
  correlatedGroups,
  interactionStrength,
  partialDependence,
  permutationImportance,
  shapSummary,
  twoWayPartialDependence,
} from '@modelfolio/explainability';
import type { ScorerName } from '@modelfolio/explainability/testing';
import type { Matrix, Groups, ModelFunction } from '@modelfolio/explainability';

interface JsonMatrix {
  values: (number | null)[];
  rows: number;
  columns: number;
}

type SpaceArguments = Parameters<typeof counterfactualSpace>;
type SearchOptions = Parameters<typeof counterfactuals>[3];

type Task =
  | {
      task: 'permutation';
      rows: JsonMatrix;
      target: number[];
      groups: Groups;
      scorer: ScorerName;
      seed: number;
      repeats: number;
    }
  | { task: 'dependence'; rows: JsonMatrix; columns: number[]; resolution: number; categorical: boolean }
  | {
      task: 'two-way';
      rows: JsonMatrix;
      columns: [number, number];
      resolution: number;
      categorical: [boolean, boolean];
    }
  | { task: 'interaction'; rows: JsonMatrix; groups: Groups }
  | { task: 'summary'; attributions: JsonMatrix; seed: number; resamples: number; level: number }
  | { task: 'correlated'; rows: JsonMatrix; kinds: ('number' | 'category')[]; threshold: number }
  | {
      task: 'counterfactuals';
      columns: SpaceArguments[0];
      groups: Groups;
      rows: JsonMatrix;
      correct?: number[];
      explained: JsonMatrix;
      /** For each explained row. */
      options: SearchOptions[];
    };

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const nextLine = async (): Promise<string> => String((await lines.next()).value);

const model: ModelFunction = async ({ values, rows }) => {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  await say({ values: bytes.toString('base64'), rows });
  return new Float64Array(new Uint8Array(Buffer.from(await nextLine(), 'base64')).buffer);
};

const answers: unknown[] = [];
for (const task of JSON.parse(await nextLine()) as Task[]) answers.push(await answer(task));
await say({ answers });
process.exit();

async function say(what: unknown): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(what, plain)}\n`)) await once(process.stdout, 'drain');
}

async function answer(task: Task): Promise<unknown> {
  switch (task.task) {
    case 'permutation': {
      const { groups, scorer, seed, repeats } = task;
      const target = Float64Array.from(task.target);
      return permutationImportance(model, matrix(task.rows), target, groups, scorer, { seed, repeats });
    }
    case 'dependence': {
      const { columns, resolution, categorical } = task;
      return partialDependence(model, matrix(task.rows), columns, { resolution, categorical });
    }
    case 'two-way': {
      const [one, other] = task.columns;
      const [first, second] = task.categorical;
      const { resolution } = task;
      return twoWayPartialDependence(model, matrix(task.rows), [[one], [other]], {
        grids: [
          { resolution, categorical: first },
          { resolution, categorical: second },
        ],
      });
    }
    case 'interaction':
      return interactionStrength(model, matrix(task.rows), task.groups, { sample: task.rows.rows });
    case 'summary':
      return shapSummary(matrix(task.attributions), task);
    case 'correlated':
      return correlatedGroups(matrix(task.rows), task.kinds, task.threshold);
    case 'counterfactuals': {
      const rows = matrix(task.rows);
      const predictions = await model(rows);
      const correct = task.correct ? { correct: Uint8Array.from(task.correct) } : {};
      const space = counterfactualSpace(task.columns, task.groups, { rows, predictions, ...correct });
      const explained = matrix(task.explained);
      const found: unknown[] = [];
      for (const [at, options] of task.options.entries()) {
        const row = explained.values.slice(at * explained.columns, (at + 1) * explained.columns);
        found.push({
          one: await counterfactual(model, space, row, options),
          several: await counterfactuals(model, space, row, options),
        });
      }
      return found;
    }
    default:
      throw new Error(`no such task: ${JSON.stringify(task)}`);
  }
}

function matrix({ values, rows, columns }: JsonMatrix): Matrix {
  return { values: Float64Array.from(values, (value) => value ?? Number.NaN), rows, columns };
}

/** Typed arrays as lists; NaN becomes null, as JSON has none. */
function plain(_: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
}
