import { barChart, benchReport, figure, type Circumstances } from '@modelfolio/measuring/bench-report';
import type { Report, ReportFigure } from '@modelfolio/schemas';
import type { BackendName } from '@modelfolio/training/backend';
import type { TrainingSpeed } from './measure-training-speed.ts';

/** What a benchmark measured and how. */
export interface TrainBenchmark {
  /** The naive CPU backend and WASM always; the native one where it is installed. */
  speeds: Partial<Record<BackendName, TrainingSpeed>> & Record<'cpu' | 'wasm', TrainingSpeed>;
  /** Images in a step. */
  batchSizes: Record<BackendName, number>;
  network: string;
}

const labels: Record<BackendName, string> = {
  wasm: 'WASM with our gradient kernels',
  cpu: 'naive CPU backend of TensorFlow.js',
  tensorflow: 'native TensorFlow',
};

/**
 * The benchmark as a report for the site.
 *
 * @throws ZodError when it does not fit the schema
 */
export function trainReport(
  { speeds, batchSizes, network }: TrainBenchmark,
  circumstances: Circumstances,
): Report {
  const names = (['wasm', 'cpu', 'tensorflow'] as const).filter((name) => speeds[name]);
  const speedOf = (name: BackendName): TrainingSpeed => speeds[name] as TrainingSpeed;
  const rate = (name: BackendName): ReportFigure =>
    figure(
      `Training speed, ${labels[name]}`,
      speedOf(name).samplesPerSecond,
      'rate',
      'higher',
      speedOf(name).stepMilliseconds.length,
      'samples/s',
    );
  const ratio = speeds.wasm.samplesPerSecond / speeds.cpu.samplesPerSecond;
  const content = {
    system: 'fashion-mnist',
    title: 'Training speed in Node',
    question:
      'How much faster does the convolutional network train on WASM with our kernels than on the CPU backend?',
    method:
      `The trainer runs on noise images in batches of ${batchSizes.wasm} (CPU backend: ${batchSizes.cpu}, since its time grows in proportion), one backend after the other in processes of their own. ` +
      'A step is augmentation, forward pass, gradients, optimiser and weight averaging. ' +
      `The speed is that of the median step after one warm-up step. Network: ${network}.`,
    figures: {
      speedup: figure('Samples a second: WASM ÷ CPU backend', ratio, 'ratio', 'higher'),
      ...Object.fromEntries(names.map((name) => [`${name}SamplesPerSecond`, rate(name)])),
    },
    tables: [
      {
        title: 'Speed by backend',
        columns: ['Backend', 'Samples per second', 'Images a step', 'Median step, ms', 'Steps measured'],
        rows: names.map((name) => [
          labels[name],
          speedOf(name).samplesPerSecond,
          batchSizes[name],
          (1000 * batchSizes[name]) / speedOf(name).samplesPerSecond,
          speedOf(name).stepMilliseconds.length,
        ]),
      },
    ],
    charts: [
      barChart(
        { title: 'Training speed by backend', x: 'Backend', y: 'Samples per second' },
        { speed: names.map((name) => [labels[name], speedOf(name).samplesPerSecond]) },
      ),
    ],
  };
  return benchReport('train', content, circumstances);
}
