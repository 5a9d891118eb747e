import { metricNumber, type Figure } from '@modelfolio/schemas';
import { valueAtPointer } from '@modelfolio/project/json-pointer';
import { ModelfolioError } from '../modelfolio-error.ts';

/** A record that figures are read from. */
export interface FigureSource {
  path: string;
  value: unknown;
  sha256: string;
  /** The command that remakes the record. */
  command: string | null;
}

/** How a figure is shown and how sure it is. */
export type Presentation = Pick<Figure, 'label' | 'format'> &
  Partial<Pick<Figure, 'unit' | 'better' | 'interval' | 'n'>>;

/**
 * Reads a figure out of a record: there is no other way to make one. An array stands for its length.
 *
 * @param pointer JSON Pointer to a number or an array
 * @throws ModelfolioError `figure-mismatch` when there is neither
 */
export function toFigure(source: FigureSource, pointer: string, presentation: Presentation): Figure {
  const found = valueAtPointer(source.value, pointer);
  const value = metricNumber.safeParse(Array.isArray(found) ? found.length : found);
  if (!value.success)
    throw new ModelfolioError('figure-mismatch', `no number for the figure "${presentation.label}"`, {
      file: source.path,
      field: pointer,
    });
  const { label, format, unit = null, better = null, interval = null, n = null } = presentation;
  const { path: file, sha256, command } = source;
  return {
    label,
    value: value.data,
    format,
    unit,
    better,
    interval,
    n,
    source: { file, pointer, sha256, command },
  };
}

/** As {@link toFigure}, or nothing where the record holds no such number: unknown is left out, never invented. */
export function optionalFigure(
  name: string,
  source: FigureSource,
  pointer: string | null,
  presentation: Presentation,
): Record<string, Figure> {
  const found = pointer === null ? undefined : valueAtPointer(source.value, pointer);
  return pointer === null || found === undefined || found === null
    ? {}
    : { [name]: toFigure(source, pointer, presentation) };
}
