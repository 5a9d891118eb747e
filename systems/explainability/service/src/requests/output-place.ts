import type { Predictions } from '@modelfolio/inference';
import type { ModelManifest } from '@modelfolio/schemas';
import { ServiceError } from '../service-error.ts';

/** A class or target by its place. */
export interface OutputPlace {
  readonly name: string;
  readonly place: number;
}

/**
 * The class or target that is asked about: the named one, else the positive one of two classes, else the first target.
 *
 * @returns `null` where none is named and there are several classes: the predicted one is meant
 * @throws ServiceError `request-invalid` for a name that the model does not have
 */
export function placeOfOutput(
  { classes, targets, positive, task }: ModelManifest['output'],
  name: string | undefined,
): OutputPlace | null {
  const names = task === 'regression' ? (targets ?? []).map((target) => target.name) : (classes ?? []);
  const at = name === undefined ? ownPlace(task, positive, names.length) : names.indexOf(name);
  if (at === null) return null;
  const found = names[at];
  if (found !== undefined) return { name: found, place: at };
  throw new ServiceError('request-invalid', `output: expected one of ${names.join(', ')}`, {
    errors: [
      {
        field: 'output',
        expected: `one of ${names.join(', ')}`,
        received: JSON.stringify(name?.slice(0, 60)),
      },
    ],
  });
}

function ownPlace(task: string, positive: number | null, classes: number): number | null {
  if (task === 'regression') return 0;
  return classes === 2 ? (positive ?? 1) : null;
}

/** As {@link placeOfOutput}; where none is named and there are several, the class that is predicted. */
export function outputOrPredicted(
  output: ModelManifest['output'],
  name: string | undefined,
  predictions: Predictions,
  row = 0,
): OutputPlace {
  const found = placeOfOutput(output, name);
  if (found) return found;
  const place = predictions.kind === 'classes' ? (predictions.predicted[row] ?? 0) : 0;
  return { name: output.classes?.[place] ?? '', place };
}

/** As {@link placeOfOutput}; one of several classes has to be named. @throws ServiceError `request-invalid` */
export function namedOutput(output: ModelManifest['output'], name: string | undefined): OutputPlace {
  const found = placeOfOutput(output, name);
  if (found) return found;
  const expected = `one of ${output.classes?.join(', ')}`;
  throw new ServiceError('request-invalid', `output: expected ${expected}, received nothing`, {
    errors: [{ field: 'output', expected, received: 'nothing' }],
  });
}
