import type { Figure, RunRecord } from '@modelfolio/schemas';
import type { JsonFile } from '@modelfolio/project/json-file';
import { toPointer } from '@modelfolio/project/json-pointer';
import { wilsonInterval } from '@modelfolio/statistics/wilson-interval';
import { optionalFigure, type FigureSource } from './figure.ts';

/**
 * The figures that a run's record holds, by name: parameters, epochs, trainingTime, trainRows,
 * validationRows, testRows, validationAccuracy, validationLogLoss, testAccuracy. Those it does not hold are left out.
 */
export function runFigures(run: JsonFile<RunRecord>): Record<string, Figure> {
  const source: FigureSource = { ...run, command: run.value.source.command };
  const { params } = run.value;
  const parameters = typeof params['parameters'] === 'number' ? 'parameters' : 'trainableParameters';
  const rows = (role: string): string | null => {
    const index = run.value.datasets.findIndex((dataset) => dataset.role === role);
    return index === -1 ? null : toPointer(['datasets', index, 'rows']);
  };
  return {
    ...optionalFigure('parameters', source, numeric(run.value, ['params', parameters]), {
      label: 'Parameters',
      format: 'integer',
    }),
    ...optionalFigure('epochs', source, numeric(run.value, ['params', 'epochs']), {
      label: 'Epochs',
      format: 'integer',
    }),
    ...optionalFigure('trainingTime', source, toPointer(['metrics', 'wallTimeSeconds', 'value']), {
      label: 'Training time',
      format: 'seconds',
    }),
    ...optionalFigure('trainRows', source, rows('train'), { label: 'Training rows', format: 'integer' }),
    ...optionalFigure('validationRows', source, rows('validation'), {
      label: 'Validation rows',
      format: 'integer',
    }),
    ...optionalFigure('testRows', source, rows('test'), { label: 'Test rows', format: 'integer' }),
    ...accuracy('validationAccuracy', source, run.value, validationPointer(run.value), 'validation'),
    ...optionalFigure('validationLogLoss', source, toPointer(['metrics', 'validation/log_loss', 'value']), {
      label: 'Validation log loss',
      format: 'decimal',
      unit: 'nats',
      better: 'lower',
      n: run.value.datasets.find((dataset) => dataset.role === 'validation')?.rows ?? null,
    }),
    ...accuracy('testAccuracy', source, run.value, toPointer(['metrics', 'test/accuracy', 'value']), 'test'),
  };
}

/** Parameters that MLflow and others keep as text are no figures. */
function numeric(run: RunRecord, [, name]: readonly ['params', string]): string | null {
  return typeof run.params[name] === 'number' ? toPointer(['params', name]) : null;
}

/** The validation accuracy of the epoch whose weights were kept; the latest where the run does not say. */
function validationPointer(run: RunRecord): string {
  const best = run.metrics['bestEpoch']?.value;
  const index = run.histories['validation/accuracy']?.steps.findIndex((step) => step === best) ?? -1;
  return index === -1
    ? toPointer(['metrics', 'validation/accuracy', 'value'])
    : toPointer(['histories', 'validation/accuracy', 'values', index]);
}

/** An accuracy with Wilson's interval, where the run says how many rows it was measured on. */
function accuracy(
  name: string,
  source: FigureSource,
  run: RunRecord,
  pointer: string,
  role: 'validation' | 'test',
): Record<string, Figure> {
  const n = run.datasets.find((dataset) => dataset.role === role)?.rows ?? null;
  const label = role === 'test' ? 'Test accuracy' : 'Validation accuracy';
  const figures = optionalFigure(name, source, pointer, { label, format: 'percent', better: 'higher', n });
  const figure = figures[name];
  if (!figure || n === null || n === 0 || typeof figure.value !== 'number') return figures;
  const interval = { level: 0.95, ...wilsonInterval(figure.value * n, n), method: 'wilson' as const };
  return { [name]: { ...figure, interval } };
}
