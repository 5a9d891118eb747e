import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { RunRecord } from '@modelfolio/schemas';
import type { Backend } from '@modelfolio/training/backend';
import type { TrainingOptions } from './candidates.ts';
import { checkpointPath, readCheckpoint, writeCheckpoint } from '@modelfolio/training/checkpoint';
import { codeVersion } from '@modelfolio/training/code-version';
import type { LabelledImages } from './dataset.ts';
import { classNames } from './dataset-files.ts';
import { describeEnvironment } from '@modelfolio/training/describe-environment';
import type { NamedFile } from '@modelfolio/training/model-folder';
import { evaluateOnnx } from './evaluate-onnx.ts';
import { toOnnx } from './export-onnx.ts';
import { toTfjs } from './export-tfjs.ts';
import { stratifiedSplit, splitSeed } from './split.ts';
import { commandFor } from './train-options.ts';
import { trainNetwork, type TrainingEffects, type TrainingState } from './train-network.ts';
import { runId, toRunRecord } from './training-record.ts';

/** A finished training with the files that ship its network. */
export interface FinishedTraining {
  record: RunRecord;
  /** `model.onnx`, `tfjs/model.json`, `tfjs/weights.bin`. */
  files: NamedFile[];
}

/** What surrounds a training. */
export interface TrainingSurroundings {
  root: string;
  /** Folder for checkpoints. */
  checkpoints: string;
  backend: Backend;
  train: LabelledImages;
  test: LabelledImages;
  /** Whether to go on from a checkpoint, and whether there must be one. */
  resume: 'never' | 'if-there' | 'required';
  effects: Pick<TrainingEffects, 'now' | 'signal' | 'progress' | 'epochDone'>;
}

/** Everything that a training's result depends on, besides its data. */
const trainedBy = ['systems/fashion-mnist', 'packages', 'package-lock.json'];
/** One in twelve: 5,000 of the 60,000 published training images. */
const validationShare = 1 / 12;
const doc =
  'Names the garment in a 28 × 28 greyscale picture, light on dark, values 0 to 255. Trained on Fashion-MNIST.';

/**
 * Trains one candidate, exports it and measures it on the test images. `null` when it was asked to stop;
 * its checkpoint is saved then.
 *
 * @throws Failure `checkpoint-missing` or `checkpoint-damaged` when resuming
 */
export async function runTraining(
  options: TrainingOptions,
  { root, checkpoints, backend, train, test, resume, effects }: TrainingSurroundings,
): Promise<FinishedTraining | null> {
  const path = checkpointPath(checkpoints, options.candidate, [options, backend.name, train.digest]);
  const wanted = resume === 'required' || (resume === 'if-there' && existsSync(path));
  const from = wanted ? await readCheckpoint<TrainingState>(path) : null;
  const split = stratifiedSplit(train.labels, Math.round(train.rows * validationShare));
  const { finished, state, layers } = await trainNetwork(
    backend,
    { images: train.images, labels: train.labels, split },
    options,
    {
      ...effects,
      source: await codeVersion(root, trainedBy),
      save: (checkpoint) => writeCheckpoint(path, checkpoint),
    },
    from,
  );
  if (!finished) return null;
  const id = runId(state);
  const onnx = toOnnx(layers, { runId: id, classes: classNames, doc });
  const tfjs = toTfjs(layers, { run: id, classes: classNames, doc });
  const files: NamedFile[] = [
    { name: 'model.onnx', bytes: onnx },
    { name: 'tfjs/model.json', bytes: tfjs.model },
    { name: 'tfjs/weights.bin', bytes: tfjs.weights },
  ];
  const published = { name: 'fashion-mnist', digest: train.digest };
  const part = `split seed ${splitSeed}`;
  const record = toRunRecord({
    state,
    backend: backend.name,
    test: await evaluateOnnx(onnx, test.images, test.labels, effects.signal),
    datasets: [
      { ...published, role: 'train', source: `${train.source}, ${part}`, rows: split.train.length },
      { ...published, role: 'validation', source: `${train.source}, ${part}`, rows: split.validation.length },
      { name: 'fashion-mnist', digest: test.digest, role: 'test', source: test.source, rows: test.rows },
    ],
    environment: describeEnvironment(root, backend),
    artifacts: files.map(({ name, bytes }) => ({
      path: name,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })),
    command: commandFor(options, backend.name),
  });
  return { record, files };
}
