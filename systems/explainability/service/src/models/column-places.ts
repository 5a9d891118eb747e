import type { TabularColumn } from '@modelfolio/schemas';
import { ServiceError } from '../service-error.ts';

/**
 * Places of named columns.
 *
 * @param field where the names stand in the request
 * @throws ServiceError `request-invalid` for a name that the model does not have
 */
export function columnPlaces(
  columns: readonly TabularColumn[],
  names: readonly string[],
  field: string,
): number[] {
  return names.map((name) => {
    const place = columns.findIndex((column) => column.name === name);
    if (place !== -1) return place;
    const expected = `one of the model's columns: ${columns.map((column) => column.name).join(', ')}`;
    const received = JSON.stringify(name.slice(0, 60));
    throw new ServiceError('request-invalid', `${field}: expected ${expected}, received ${received}`, {
      errors: [{ field, expected, received }],
    });
  });
}
