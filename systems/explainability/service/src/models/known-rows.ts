import { sampleRows, takeRows, type Matrix } from '@modelfolio/explainability';
import { ServiceError } from '../service-error.ts';
import type { LoadedModel } from './loaded-model.ts';

/** The rows that lie beside a model. @throws ServiceError `not-explainable` where none do */
export function knownRows({ id, rows }: Pick<LoadedModel, 'id' | 'rows'>): Matrix {
  if (rows) return rows;
  throw new ServiceError('not-explainable', `${id} has no rows to compare with`, {
    hint: 'its manifest names neither an evaluation set nor examples',
  });
}

/** Rows that stand for "not known", drawn by the seed. @throws ServiceError `not-explainable` */
export function backgroundRows(model: Pick<LoadedModel, 'id' | 'rows'>, wanted: number, seed: number): Matrix {
  const rows = knownRows(model);
  return takeRows(rows, sampleRows(rows.rows, wanted, seed));
}
