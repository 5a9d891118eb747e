import { runOrtSession } from '@modelfolio/inference/ort-session';
import { InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { download, sha256 } from '@modelfolio/pages/download';
import type { ReadFile } from '@modelfolio/pages/engine/engine-files';
import type { InferenceEngine, NamedTensors } from '@modelfolio/pages/engine/inference-engine';
import { createOrtEngine, type OrtRuntime } from '@modelfolio/pages/engine/ort-engine';
import { DemoError } from '@modelfolio/pages/demo-error';
import type { ModelSource } from '../analysis/analysis.ts';
import type { Analyst } from '../analysis/analysis.ts';
import { counterfactualAnswer } from './counterfactual-answer.ts';
import { curveOf, interactionsOf, surfaceOf } from './dependence.ts';
import { explanationOf, limeOf, summaryOf } from './explanations.ts';
import { importanceOf } from './importance.ts';
import { inspectFiles } from './inspect-files.ts';
import { openSubject, type Subject } from './subject.ts';
import { readDataSet } from './read-data-set.ts';
import { tableCode, tableModel, type TableModel } from '@modelfolio/explainability';
import type { RunGraph } from '@modelfolio/inference';

/**
 * Computes all that a dashboard asks, with one model and one table, in ONNX Runtime on WebAssembly.
 *
 * @param runtime where its parts are served
 */
export function createAnalyst(runtime: OrtRuntime): Analyst {
  let engine: InferenceEngine | undefined;
  let opened: { model: TableModel; bytes: Uint8Array<ArrayBuffer> } | undefined;
  let subject: Subject | undefined;

  /** Another graph in the runtime that is running already. */
  async function openGraph(bytes: Uint8Array): Promise<RunGraph> {
    const session = await InferenceSession.create(bytes, { executionProviders: ['wasm'] });
    return (feeds, wanted) => runOrtSession({ Tensor }, session, feeds, wanted);
  }

  function ready(): Subject {
    if (!subject) throw new DemoError('model', 'The model is not loaded.');
    return subject;
  }

  return {
    inspect: (question) => inspectFiles(question),
    async open(source, { signal, step }) {
      await engine?.dispose();
      subject = undefined;
      const { input } = source.sides;
      if (input.kind !== 'tabular')
        throw new DemoError(
          'model',
          `${source.title} takes ${input.kind} input: only models of tables can be analysed here.`,
        );
      const { read, bytesOf } = readerOf(source);
      const own = (engine = createOrtEngine(source.engine, runtime, read));
      const loaded = await own.load(step, signal);
      const bytes = bytesOf();
      const run: RunGraph = async (feeds, wanted) => (await own.run(feeds as NamedTensors, wanted)).outputs;
      opened = { bytes, model: tableModel(run, source.sides, tableCode(input.columns)) };
      return loaded;
    },
    async read(source, calling) {
      if (!opened) throw new DemoError('model', 'The model is not loaded.');
      let loaded = 0;
      const onBytes = (count: number) =>
        calling.step({ loaded: (loaded += count), total: source.file?.bytes ?? loaded });
      const bytes = source.bytes ?? (source.file && (await download(source.file, onBytes, calling.signal)));
      if (!bytes) throw new DemoError('table', `${source.name}: there are no rows to read`);
      const { data, codes } = await readDataSet(opened.model, bytes, source.name, source.labels, calling);
      subject = openSubject({ ...opened, data, codes, openGraph });
      return data;
    },
    explain: (question, calling) => explanationOf(ready(), question, calling),
    lime: (question, calling) => limeOf(ready(), question, calling),
    curve: (question, calling) => curveOf(ready(), question, calling),
    counterfactuals: (question, calling) => counterfactualAnswer(ready(), question, calling),
    summary: (question, calling) => summaryOf(ready(), question, calling),
    importance: (question, calling) => importanceOf(ready(), question, calling),
    surface: (question, calling) => surfaceOf(ready(), question, calling),
    interactions: (question, calling) => interactionsOf(ready(), question, calling),
  };
}

/** Reads served files, or the bytes that are here; and keeps those of the model, whose trees may be read. */
function readerOf(source: ModelSource): { read: ReadFile; bytesOf: () => Uint8Array<ArrayBuffer> } {
  const entry = source.engine.files.find(({ path }) => path === source.engine.entry);
  let kept: Uint8Array<ArrayBuffer> | undefined;
  return {
    async read(file, onBytes, signal) {
      const isEntry = file.sha256 === entry?.sha256;
      const here = isEntry ? source.bytes : null;
      if (here && (await sha256(here)) !== file.sha256)
        throw new DemoError('digest', `${source.title}: other bytes than were inspected`);
      const bytes = here ?? (await download(file, onBytes, signal));
      if (here) onBytes(here.length);
      if (isEntry) kept = bytes;
      return bytes;
    },
    bytesOf() {
      if (!kept) throw new DemoError('model', `${source.engine.entry} is not among the files of the model`);
      return kept;
    },
  };
}
