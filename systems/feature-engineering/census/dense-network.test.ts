import { openBackend } from '@modelfolio/training/backend';
import { seededRandom } from '@modelfolio/statistics/seeded-random';
import { describe, expect, it } from 'vitest';
import { compile, fit } from '../src/fit.ts';
import { frameOf } from '../src/frame/frame.ts';
import { joinModel } from '../src/onnx/join-model.ts';
import { candidates } from './candidates.ts';
import {
  denseRows,
  probabilitiesOf,
  trainNetwork,
  type DenseRows,
  type EpochResult,
  type NetworkOptions,
} from './dense-network.ts';
import { probabilityScores } from '@modelfolio/metrics/probability-scores';
import { networkOnnx } from './network-onnx.ts';
import { probabilitiesOfGraph } from './run-graph.ts';

/** Points of a square; class 1 lies where both coordinates have the same sign, which no line tells. */
function corners(rows: number, seed: number): DenseRows {
  const random = seededRandom(seed);
  const values = Float32Array.from({ length: rows * 2 }, () => 2 * random() - 1);
  const labels = Uint8Array.from({ length: rows }, (_, row) =>
    Number((values[row * 2] as number) * (values[row * 2 + 1] as number) > 0),
  );
  return { values, width: 2, labels };
}

const data = { train: corners(1024, 1), validation: corners(256, 2) };
const options: NetworkOptions = { ...candidates.network, hidden: [16], epochs: 12, batchSize: 32 };
const { operations } = await openBackend('wasm');

function trainWith(changes: Partial<NetworkOptions>, signal = new AbortController().signal) {
  const seen: EpochResult[] = [];
  const epochDone = (result: EpochResult): void => void seen.push(result);
  return {
    seen,
    trained: trainNetwork(operations, data, { ...options, ...changes }, { now: () => 5, signal, epochDone }),
  };
}

describe('trainNetwork', () => {
  it('learns what no line tells, which a logistic regression does not', async () => {
    const accuracy = async (hidden: readonly number[]): Promise<number> => {
      const { layers } = await trainWith({ hidden }).trained;
      return probabilityScores(data.validation.labels, probabilitiesOf(layers, data.validation)).accuracy;
    };
    expect(await accuracy([16])).toBeGreaterThan(0.93);
    expect(await accuracy([])).toBeLessThan(0.65);
  });

  it('keeps the weights of the epoch with the least validation loss, and gives them again for the same seed', async () => {
    // So high a rate that the last epoch is not the best.
    const { trained, seen } = trainWith({ learningRate: 1.5, epochs: 6 });
    const { layers, best, history } = await trained;
    expect(seen).toEqual(history);
    const losses = history.map(({ validation }) => validation.logLoss);
    expect(best).toBe(losses.indexOf(Math.min(...losses)) + 1);
    expect(best).toBeLessThan(6);
    expect(probabilityScores(data.validation.labels, probabilitiesOf(layers, data.validation))).toEqual(
      history[best - 1]?.validation,
    );
    expect((await trainWith({ learningRate: 1.5, epochs: 6 }).trained).layers).toEqual(layers);
    expect((await trainWith({ learningRate: 1.5, epochs: 6, seed: 2 }).trained).layers).not.toEqual(layers);
  });

  it('leaves no tensor behind, and ends when it is told to', async () => {
    const before = operations.tf.memory().numTensors;
    await trainWith({ epochs: 1 }).trained;
    expect(operations.tf.memory().numTensors).toBe(before);
    await expect(trainWith({}, AbortSignal.abort(new Error('enough'))).trained).rejects.toThrow('enough');
  });
});

describe('networkOnnx', () => {
  it('predicts behind a pipeline what the weights predict', async () => {
    const { layers } = await trainWith({ epochs: 2 }).trained;
    const columns = ['x', 'y'].map((name, at) => ({
      name,
      type: 'number' as const,
      values: Float64Array.from(
        data.validation.labels,
        (_, row) => data.validation.values[row * 2 + at] as number,
      ),
    }));
    const rows = frameOf(columns);
    const fitted = fit(
      {
        kind: 'ColumnTransformer',
        transformers: [{ name: 'scaled', columns: ['x', 'y'], transformer: { kind: 'MinMaxScaler' } }],
      },
      rows,
    );
    const graph = joinModel(fitted, networkOnnx(layers, { width: 2, classes: ['less', 'more'] }));
    const dense = denseRows(compile(fitted).run(rows), data.validation.labels);
    const expected = probabilitiesOf(layers, dense);
    const found = await probabilitiesOfGraph(graph, rows);
    // The graph keeps features in double precision, the rows here in single.
    const differences = found.map((value, row) => Math.abs(value - (expected[row] as number)));
    expect(Math.max(...differences)).toBeLessThan(1e-6);
  });
});

describe('denseRows', () => {
  it('takes numbers only', () => {
    const text = frameOf([{ name: 'word', type: 'text', values: ['a'] }]);
    expect(() => denseRows(text, Uint8Array.of(0))).toThrow('word is text');
  });
});
