// Explains networks as a JSON document on standard input says, for the Python judges: node interop/explain_shapley.ts
import { text } from 'node:stream/consumers';
import { fitLime, limeNeighbours, ConstrainedFit } from '@modelfolio/explainability/testing';
import {
  limeStatistics,
  limeSpread,
  singleColumns,
  shapleyValues,
  type ShapleyOptions,
} from '@modelfolio/explainability';
import type { Matrix } from '@modelfolio/explainability';
import { tanhNetwork, type TanhNetwork } from '@modelfolio/explainability/testing/tanh-network';

type Rows = number[][];
type Question =
  | { kind: 'shapley'; network: TanhNetwork; row: number[]; background: Rows; runs: ShapleyOptions[] }
  | {
      kind: 'solve';
      masks: string[];
      weights: number[];
      worths: number[];
      base: number;
      prediction: number;
    }
  | { kind: 'lime-fit'; data: string[]; labels: number[]; distances: number[]; features: number }
  | { kind: 'lime-statistics'; rows: Rows; categorical: number[] }
  | {
      kind: 'lime-neighbours';
      rows: Rows;
      categorical: number[];
      row: number[];
      samples: number;
      seed: number;
    }
  | {
      kind: 'lime';
      network: TanhNetwork;
      scale: number[];
      rows: Rows;
      categorical: number[];
      row: number[];
      features: number;
      seeds: number;
    };

const questions = JSON.parse(await text(process.stdin)) as Question[];
const answers: unknown[] = [];
for (const question of questions) answers.push(await answer(question));
process.stdout.write(
  JSON.stringify(answers, (_, value: unknown) => (value instanceof Float64Array ? Array.from(value) : value)),
);

async function answer(question: Question): Promise<unknown> {
  switch (question.kind) {
    case 'shapley': {
      const { network, row, background, runs } = question;
      const model = tanhNetwork(network);
      const found = [];
      for (const options of runs)
        found.push(
          await shapleyValues(
            model,
            Float64Array.from(row),
            matrixOfRows(background),
            singleColumns(row.length),
            options,
          ),
        );
      return found;
    }
    case 'solve': {
      const { masks, weights, worths, base, prediction } = question;
      const terms = Array.from(masks[0] as string, (_, player) =>
        Float64Array.from(masks, (mask) => Number(mask[player])),
      );
      const targets = Float64Array.from(worths, (worth) => worth - base);
      return new ConstrainedFit(terms, Float64Array.from(weights)).solve(targets, prediction - base).values;
    }
    case 'lime-fit': {
      const { data, labels, distances, features } = question;
      const same = matrixOfRows(data.map((bits) => Array.from(bits, Number)));
      return fitLime(same, Float64Array.from(labels), Float64Array.from(distances), features);
    }
    case 'lime-statistics':
      return limeStatistics(matrixOfRows(question.rows), question.categorical);
    case 'lime-neighbours': {
      const { rows, categorical, row, samples, seed } = question;
      const statistics = limeStatistics(matrixOfRows(rows), categorical);
      const found = limeNeighbours(Float64Array.from(row), statistics, samples, seed);
      return { rows: found.rows.values, same: found.same.values, distances: found.distances };
    }
    case 'lime': {
      const { network, scale, rows, categorical, row, features, seeds } = question;
      const inner = tanhNetwork(network);
      const model = (all: Matrix) =>
        inner({
          ...all,
          values: all.values.map((value, at) => value / (scale[at % all.columns] as number)),
        });
      const statistics = limeStatistics(matrixOfRows(rows), categorical);
      return limeSpread(model, Float64Array.from(row), statistics, { features }, seeds);
    }
    default:
      throw new RangeError(`a question of another kind: ${JSON.stringify(question)}`);
  }
}

function matrixOfRows(rows: Rows): Matrix {
  return { values: Float64Array.from(rows.flat()), rows: rows.length, columns: rows[0]?.length ?? 0 };
}
