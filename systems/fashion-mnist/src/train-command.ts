import { join, resolve } from 'node:path';
import { openBackend } from '@modelfolio/training/backend';
import { loadDataset, type DatasetEffects } from './dataset.ts';
import { evaluationShards } from './evaluation-shards.ts';
import { readRecords, recordFile, writeFiles } from '@modelfolio/training/model-folder';
import { chooseRun } from './choose-run.ts';
import { progressLine } from './progress-line.ts';
import { runTraining, type FinishedTraining } from './run-training.ts';
import { parseTrainCommand, trainHelp } from './train-options.ts';
import { chosenValidationAccuracy } from './training-record.ts';

/** What the command does to the world, besides files under the repository. */
export interface TrainCommandEffects {
  /** The repository. */
  root: string;
  /** Where the data set is looked for; its progress is reported here. */
  dataset: Omit<DatasetEffects, 'progress'>;
  /** Folder that relative paths in options start from. */
  cwd: string;
  signal: AbortSignal;
  now(): number;
  /** The result, for standard output. */
  print(text: string): void;
  /** Progress, for standard error; `transient` text is replaced by what follows. */
  report(text: string, transient?: boolean): void;
}

const interrupted = 130;
const rowsPerShard = 1000;

/**
 * `npm run train -- fashion-mnist`.
 *
 * @returns exit code: 0, or 130 when it was asked to stop
 * @throws FashionMnistError for expected failures
 */
export async function trainCommand(args: readonly string[], effects: TrainCommandEffects): Promise<number> {
  const command = parseTrainCommand(args);
  if (command.help) {
    effects.print(trainHelp);
    return 0;
  }
  const { root, report } = effects;
  const out =
    command.out === null ? join(root, 'models', 'fashion-mnist') : resolve(effects.cwd, command.out);
  const dataset: DatasetEffects = {
    ...effects.dataset,
    progress: (name, received, total) => report(`${name}: ${received} of ${total ?? 'unknown'} bytes`, true),
  };
  const train = await loadDataset('train', dataset);
  const test = await loadDataset('test', dataset);
  report(`Fashion-MNIST from ${train.source}: ${train.rows} training and ${test.rows} test images`);
  const backend = await openBackend(command.backend);
  report(`TensorFlow.js ${backend.version}, backend ${backend.name}`);

  // Of several trainings, those that had not begun have no checkpoint.
  const resume = !command.resume ? 'never' : command.trainings.length > 1 ? 'if-there' : 'required';
  const done: FinishedTraining[] = [];
  for (const options of command.trainings) {
    report(`Training ${options.candidate}: ${options.epochs} epochs`);
    const finished = await runTraining(options, {
      root,
      checkpoints: join(root, '.cache', 'fashion-mnist', 'checkpoints'),
      backend,
      train,
      test,
      resume,
      effects: { now: effects.now, signal: effects.signal, ...progressLine(options, report) },
    });
    if (!finished) {
      report('Stopped. A checkpoint was saved: run the same command with --resume to go on.');
      return interrupted;
    }
    await writeFiles(out, [recordFile(finished.record)]);
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
    command.json
      ? `${JSON.stringify({ out, chosen: chosen?.id ?? null, runs: results }, null, 2)}\n`
      : `${[
          ...results.map(
            (run) =>
              `${run.id}: validation ${run.validationAccuracy}, test ${run.testAccuracy}, ${run.parameters} parameters, ${Math.round(Number(run.seconds))} s`,
          ),
          shipped ? `Shipped: ${shipped.record.id}` : `Shipped before and kept: ${chosen?.id ?? 'none'}`,
        ].join('\n')}\n`,
  );
  return 0;
}
