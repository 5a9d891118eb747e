import {
  benchReport,
  figure,
  type BenchContent,
  type Circumstances,
} from '@modelfolio/measuring/bench-report';
import type { Report, ReportFigure } from '@modelfolio/schemas';
import { median } from '@modelfolio/statistics/quantiles';
import { timeToError } from './kernel-shap-work.ts';
import type { ExplainMeasurements } from './measure-explain.ts';
import { statedError } from './measure-kernel.ts';

/**
 * The benchmark as a report for the site.
 *
 * @param load processes that ran or waited when it began: the load average of the last minute
 * @throws ZodError when it does not fit the schema
 */
export function explainReport(
  measured: ExplainMeasurements,
  load: number,
  circumstances: Circumstances,
): Report {
  const { trees, kernel, memory, redraw } = measured;
  const { toOnePerCent } = kernel;
  const ratio = (theirs: number | null, own: number | null): number =>
    theirs === null || own === null ? Number.NaN : theirs / own;
  // Where only the model takes time, and a second for each row, seconds are rows.
  const rowsToOnePerCent = (who: 'modelfolio' | 'shap'): number | null =>
    timeToError(
      kernel.curves[who].map((point) => ({ ...point, seconds: 0, modelSeconds: 0 })),
      statedError,
      1,
    );
  const [ownRows, shapRows] = [rowsToOnePerCent('modelfolio'), rowsToOnePerCent('shap')];
  const webshapBest = Math.min(...kernel.curves.webshap.map(({ error }) => error));
  const kernelFigures: Record<string, ReportFigure> = {
    ...(toOnePerCent.shap !== null &&
      toOnePerCent.modelfolio !== null && {
        kernelSpeedup: figure(
          'Time of KernelSHAP until an error of 1 %: shap ÷ ours',
          ratio(toOnePerCent.shap, toOnePerCent.modelfolio),
          'ratio',
          'higher',
          kernel.seeds,
        ),
      }),
    ...(toOnePerCent.modelfolio !== null && {
      kernelTime: figure(
        'KernelSHAP until an error of 1 %',
        toOnePerCent.modelfolio * 1000,
        'milliseconds',
        'lower',
        kernel.seeds,
      ),
    }),
    ...(ownRows !== null &&
      shapRows !== null && {
        kernelRowsRatio: figure(
          'Rows asked until an error of 1 % (time, where the model is slow): shap ÷ ours',
          shapRows / ownRows,
          'ratio',
          'higher',
          kernel.seeds,
        ),
      }),
    webshapLeastError: figure(
      'Least error that WebSHAP’s method reaches',
      webshapBest,
      'percent',
      'lower',
      kernel.seeds,
    ),
  };
  const content: BenchContent = {
    system: 'explainability',
    title: 'Explanations: how fast, how exact, and how soon after an edit',
    question: 'Is TypeScript in a browser as fast as shap’s C++, and how far off are estimates?',
    method:
      `TreeSHAP: 100 trees of depth 4 by scikit-learn over 14 columns (make_classification, seed 0), 100 background rows, 100 rows explained, by shap ${trees.shap.version}’s TreeExplainer (interventional) and by ours from the ONNX file, the best of five runs over all rows each; once with an explainer that has met nothing yet. WebSHAP’s published method, written anew, on ${trees.webshap.rows} of these rows with ${trees.webshap.coalitions} coalitions. ` +
      `KernelSHAP: a function of ${kernel.columns} columns with pairs and thresholds behind a logistic, ${kernel.backgroundRows} background rows, truth by all 65,536 coalitions, medians of ${kernel.seeds} seeds; shap’s KernelExplainer has l1_reg=False. Error is the length of the difference over the length of the truth. All models are counted as equally fast: as ours is for a row. ` +
      `Memory is the heap with array buffers after a collection, after 1,000 explanations and after 1,000 more. ` +
      `Edits: age and education of a row of the census model are changed in Chromium ${redraw.chromium}; a redraw lasts from the edit until prediction, contributions, curve and nearest counterfactual of the new row stand there. Then the threshold’s slider moves once a frame over rates, measures and curves of 16,281 rows. ` +
      `When it began, the load of the machine was ${load.toFixed(1)}.`,
    figures: {
      treeSpeedup: figure(
        'Time of TreeSHAP for a row, of 100 in one call: shap’s C++ ÷ ours',
        trees.shap.secondsPerRow.together / trees.own.secondsPerRow,
        'ratio',
        'higher',
        trees.own.rows,
      ),
      treeFirstSpeedup: figure(
        'Time of TreeSHAP for a row, of 100 in one call, cold cache: shap’s C++ ÷ ours',
        trees.shap.secondsPerRow.together / trees.own.secondsPerRowFirst,
        'ratio',
        'higher',
        trees.own.rows,
      ),
      treeRowTime: figure(
        'TreeSHAP of one row',
        trees.own.secondsPerRow * 1000,
        'milliseconds',
        'lower',
        trees.own.rows,
      ),
      treeDifference: figure(
        'Largest difference to shap, relative to the largest value',
        trees.own.farthest,
        'decimal',
        'lower',
        trees.own.rows,
      ),
      webshapTreeError: figure(
        'Error of WebSHAP’s method on the same trees',
        trees.webshap.error,
        'percent',
        'lower',
        trees.webshap.rows,
      ),
      webshapTreeSlowdown: figure(
        'Time on the same trees: WebSHAP’s method ÷ ours',
        trees.webshap.secondsPerRow / trees.own.secondsPerRow,
        'ratio',
        'higher',
        trees.webshap.rows,
      ),
      ...kernelFigures,
      memoryRatio: figure(
        'Our memory: after 1,000 more explanations ÷ before them',
        memory.last / memory.first,
        'ratio',
        'lower',
        memory.explanations,
      ),
      redrawMedian: figure(
        'Edit until everything is redrawn, median',
        median(redraw.milliseconds),
        'milliseconds',
        'lower',
        redraw.milliseconds.length,
      ),
      redrawWorst: figure(
        'Edit until everything is redrawn, slowest',
        Math.max(...redraw.milliseconds),
        'milliseconds',
        'lower',
        redraw.milliseconds.length,
      ),
      sliderFrame: figure(
        'Frame while the threshold’s slider moves, median (16.7: 60 a second)',
        median(redraw.sliderFrames),
        'milliseconds',
        'lower',
        redraw.sliderFrames.length,
      ),
      longestTask: figure(
        'Longest time the main thread was busy at once (0: never above 50)',
        Math.max(0, ...redraw.longTasks),
        'milliseconds',
        'lower',
        redraw.milliseconds.length,
      ),
    },
    tables: [
      {
        title: 'KernelSHAP: error against enumeration and time by the number of coalitions',
        columns: ['Who', 'Coalitions', 'Rows asked', 'Error', 'Seconds', 'of these in the model'],
        rows: (['modelfolio', 'shap', 'webshap'] as const).flatMap((who) =>
          kernel.curves[who].map(({ coalitions, evaluations, error, seconds, modelSeconds }) => [
            names[who],
            coalitions,
            evaluations,
            error,
            seconds,
            modelSeconds,
          ]),
        ),
      },
    ],
    charts: [
      {
        title: 'Error of KernelSHAP by rows that the model is asked about',
        kind: 'line',
        x: 'Rows asked (log10)',
        y: 'Error (log10)',
        series: (['modelfolio', 'shap', 'webshap'] as const).map((who) => ({
          name: names[who],
          points: kernel.curves[who].map(({ evaluations, error }): [number, number] => [
            Math.log10(evaluations),
            Math.log10(error),
          ]),
        })),
      },
    ],
  };
  return benchReport('explain', content, circumstances);
}

const names = { modelfolio: 'Modelfolio', shap: 'shap', webshap: 'WebSHAP’s method' } as const;
