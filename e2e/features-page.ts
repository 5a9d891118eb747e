// What runs in the browser for tests/features-browser.spec.ts: the library as it is, and its graphs in ONNX Runtime Web.
import {
  compile,
  FeaturesError,
  fit,
  readState,
  type Compiled,
  type FittedTransformer,
  type Frame,
} from '@modelfolio/feature-engineering';
import { toOnnx } from '@modelfolio/feature-engineering/onnx';
import { graphFeeds } from '@modelfolio/feature-engineering/onnx/graph-feeds';
import { runOrtSession } from '@modelfolio/inference/ort-session';
import * as ort from 'onnxruntime-web/wasm';
import { readCase, type FeatureCase } from '@modelfolio/feature-engineering/testing/feature-case';
import { columnsOf, rowOf } from '@modelfolio/feature-engineering/testing/frames';

/** The rows of a case as they come out, column by column. */
export interface PageAnswer {
  /** By the state that Node wrote. */
  batch: number[][];
  rowByRow: number[][];
  /** By what is fitted here. */
  fittedHere: number[][];
  /** `null` for what cannot be a graph. */
  graph: number[][] | null;
  graphRowByRow: number[][] | null;
}

ort.env.wasm.numThreads = 1;
ort.env.wasm.wasmPaths = { wasm: '/runtime.wasm' };

/** @param state the file that Node wrote of what it has fitted */
async function answer(one: FeatureCase, state: string): Promise<PageAnswer> {
  const { spec, train, target, other } = readCase(one);
  const fitted = await readState(state, 'state.json');
  const compiled = compile(fitted);
  const rows = rowsOf(other);
  const here = {
    batch: numbersOf(compiled, other),
    rowByRow: below(rows.map((row) => numbersOf(compiled, row))),
    fittedHere: numbersOf(compile(fit(spec, train, target)), other),
  };
  const model = graphOf(fitted);
  if (!model) return { ...here, graph: null, graphRowByRow: null };
  const session = await ort.InferenceSession.create(model);
  try {
    const graphRows: number[][][] = [];
    for (const row of rows) graphRows.push(await runGraph(session, row));
    return { ...here, graph: await runGraph(session, other), graphRowByRow: below(graphRows) };
  } finally {
    await session.release();
  }
}

function graphOf(fitted: FittedTransformer): Uint8Array | null {
  try {
    return toOnnx(fitted);
  } catch (error) {
    if (error instanceof FeaturesError && error.code === 'onnx-impossible') return null;
    throw error;
  }
}

const numbersOf = (compiled: Compiled, frame: Frame): number[][] =>
  compiled.run(frame).columns.map(({ values }) => Array.from(values, Number));

/** Each row of a frame as a frame. */
const rowsOf = (frame: Frame): Frame[] => Array.from({ length: frame.rows }, (_, row) => rowOf(frame, row));

/** Single rows, one below the other. */
const below = (rows: readonly number[][][]): number[][] =>
  (rows[0] ?? []).map((_, column) => rows.flatMap((row) => row[column] ?? []));

async function runGraph(session: ort.InferenceSession, frame: Frame): Promise<number[][]> {
  const { features } = await runOrtSession(ort, session, graphFeeds(frame), ['features']);
  return features ? columnsOf({ shape: features.shape, data: features.data }) : [];
}

declare global {
  interface Window {
    answer: typeof answer;
  }
}
window.answer = answer;
