import { join } from 'node:path';
import { openBackend } from '@modelfolio/training/backend';
import { readRecords, writeFiles, writeTrainingRecord } from '@modelfolio/training/model-folder';
import { trainerOptions, type Trainer, type TrainerEffects } from '@modelfolio/training/trainer';
import { chooseRun } from './choose-run.ts';
import { loadDataset, type DatasetEffects } from './dataset.ts';
import { evaluationShards } from './evaluation-shards.ts';
import { progressLine } from './progress-line.ts';
import { runTraining, type FinishedTraining } from './run-training.ts';
import { trainFlags, trainOptions } from './train-options.ts';
import { chosenValidationAccuracy } from './training-record.ts';

/** What the command does to the world, besides files under the repository. */
export interface TrainCommandEffects extends TrainerEffects {
  /** Where the data set is looked for; its progress is shown on the terminal. */
  dataset: Omit<DatasetEffects, 'progress'>;
}

const interrupted = 130;
const rowsPerShard = 1000;

/** `npm run train -- fashion-mnist`. */
export const fashionMnistTrainer: Trainer<TrainCommandEffects> = {
  system: 'fashion-mnist',
  description: `Trains classifiers of Fashion-MNIST, writes a record of each training and ships the best by validation
accuracy that has fewer than 100,000 parameters. The test images are only used to measure, once, at the end.

Ctrl-C saves a checkpoint; the same command with --resume then gives the same model as an uninterrupted
training. The data set is looked for in MODELFOLIO_FASHION_MNIST, .cache/fashion-mnist and
/usr/share/datasets/fashion-mnist, then downloaded. MODELFOLIO_TFJS_NODE names the folder of
@tensorflow/tfjs-node where it is not installed beside this.`,
  flags: trainFlags,

  async run(flags, effects) {
    const { out, json, ...general } = trainerOptions(flags, 'fashion-mnist', effects);
    const options = trainOptions(flags, general);
    const { root, note } = effects;
    const dataset: DatasetEffects = {
      ...effects.dataset,
      progress: (name, received, total) =>
        effects.progress(`${name}: ${received} of ${total ?? 'unknown'} bytes`),
    };
    const train = await loadDataset('train', dataset);
    const test = await loadDataset('test', dataset);
    note(`Fashion-MNIST from ${train.source}: ${train.rows} training and ${test.rows} test images`);
    const backend = await openBackend(options.backend);
    note(`TensorFlow.js ${backend.version}, backend ${backend.name}`);

    // Of several trainings, those that had not begun have no checkpoint.
    const resume = !options.resume ? 'never' : options.trainings.length > 1 ? 'if-there' : 'required';
    const done: FinishedTraining[] = [];
    for (const training of options.trainings) {
      note(`Training ${training.candidate}: ${training.epochs} epochs`);
      const finished = await runTraining(training, {
        root,
        checkpoints: join(root, '.cache', 'fashion-mnist', 'checkpoints'),
        backend,
        train,
        test,
        resume,
        effects: { now: effects.now, signal: effects.signal, ...progressLine(training, effects) },
      });
      if (!finished) {
        note('Stopped. A checkpoint was saved: run the same command with --resume to go on.');
        return interrupted;
      }
      await writeTrainingRecord(out, finished.record);
      done.push(finished);
    }

    await writeFiles(join(out, 'evaluation'), evaluationShards(test.images, test.labels, rowsPerShard));
    const chosen = chooseRun(await readRecords(out));
    const shipped = done.find(({ record }) => record.id === chosen?.id);
    if (shipped) await writeFiles(out, shipped.files);
    const results = done.map(({ record }) => ({
      id: record.id,
      candidate: record.name,
      parameters: record.params['parameters'],
      validationAccuracy: chosenValidationAccuracy(record),
      testAccuracy: record.metrics['test/accuracy']?.value,
      seconds: record.metrics['wallTimeSeconds']?.value,
      shipped: record.id === shipped?.record.id,
    }));
    effects.print(
      json
        ? JSON.stringify({ out, chosen: chosen?.id ?? null, runs: results }, null, 2)
        : [
            ...results.map(
              (run) =>
                `${run.id}: validation ${run.validationAccuracy}, test ${run.testAccuracy}, ${run.parameters} parameters, ${Math.round(Number(run.seconds))} s`,
            ),
            shipped ? `Shipped: ${shipped.record.id}` : `Shipped before and kept: ${chosen?.id ?? 'none'}`,
          ].join('\n'),
    );
    return 0;
  },
};
