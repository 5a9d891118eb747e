import { toNumber, type ClassificationEvaluation, type Evaluation } from '@modelfolio/schemas';
import { isClose, isWithin, type Nearness } from '@modelfolio/statistics/is-close';
import { toPointer } from '@modelfolio/project/json-pointer';

type Mistakes = ClassificationEvaluation['worstMistakes'];

/** A place where two records differ. */
export interface Difference {
  /** JSON Pointer to the place. */
  pointer: string;
  recorded: unknown;
  found: unknown;
}

/**
 * How far numbers made of float32 outputs may differ between machines and runtimes, as a share of numbers beyond 1.
 * Numbers made of counts (accuracy, precision, recall, F1, the confusion matrix) must be equal.
 */
export const probabilityTolerance = 1e-6;

const madeOfCounts =
  /^\/(?:metrics\/(?!logLoss|brier|ece|rocAuc|averagePrecision)|perClass|confusionMatrix|topConfusions|mistakeIndices|dataset|bootstrap|metricsVersion)/;

/** Errors of slices, in the unit of the first target. */
const inUnit = /^\/(?:slices|worstSlices\/slices)\/\d+\/metrics\//;
const unitless = /\/metrics\/(?:r2|explainedVariance|mape)\//;

/** Where a re-evaluation disagrees with a recorded one; the runtime's version may differ. */
export function compareEvaluations(recorded: Evaluation, found: Evaluation): Difference[] {
  const { runtime: _, ...rest } = recorded;
  const { runtime: __, ...foundRest } = found;
  if (rest.task === 'regression' && foundRest.task === 'regression') {
    // Numbers in the target's unit, which may be a small one: a millionth of themselves, or of the error that is usual.
    const usual = foundRest.targets.map(({ metrics }) => toNumber(metrics.rmse.value));
    return compareValues(rest, foundRest, (pointer) => {
      const target = /^\/targets\/(\d+)\//.exec(pointer)?.[1];
      if (target === undefined && !inUnit.test(pointer)) return probabilityTolerance;
      const scale = unitless.test(pointer) ? 1 : (usual[Number(target ?? 0)] ?? 0);
      return { relative: probabilityTolerance, absolute: probabilityTolerance * scale };
    });
  }
  if (rest.task === 'regression' || foundRest.task === 'regression') return compareValues(rest, foundRest);
  const { worstMistakes, ...values } = rest;
  const { worstMistakes: foundMistakes, ...foundValues } = foundRest;
  return [
    ...compareValues(values, foundValues, (pointer) =>
      madeOfCounts.test(pointer) ? 0 : probabilityTolerance,
    ),
    ...compareMistakes(worstMistakes, foundMistakes),
  ];
}

/**
 * Every place where two JSON values differ; numbers by more than the place's tolerance, relative beyond 1. The seals of
 * records are left out: they follow from the rest.
 */
export function compareValues(
  recorded: unknown,
  found: unknown,
  toleranceOf: (pointer: string) => number | Nearness = () => 0,
  path: readonly string[] = [],
): Difference[] {
  const pointer = toPointer(path);
  if (typeof recorded === 'number' && typeof found === 'number') {
    const tolerance = toleranceOf(pointer);
    const isNear =
      typeof tolerance === 'number'
        ? isWithin(recorded, found, tolerance)
        : isClose(recorded, found, tolerance);
    return isNear ? [] : [{ pointer, recorded, found }];
  }
  if (!isContainer(recorded) || !isContainer(found) || Array.isArray(recorded) !== Array.isArray(found))
    return recorded === found ? [] : [{ pointer, recorded, found }];
  const keys = new Set([...Object.keys(recorded), ...Object.keys(found)]);
  if (path.length === 0) keys.delete('seal');
  return [...keys].flatMap((key) =>
    compareValues(Reflect.get(recorded, key), Reflect.get(found, key), toleranceOf, [...path, key]),
  );
}

/**
 * The list of worst mistakes is cut off by confidence, so two runtimes may order near-ties otherwise
 * or cut between them: rows in both lists must agree, rows in one must be near the other's end.
 */
function compareMistakes(recorded: Mistakes, found: Mistakes): Difference[] {
  const ofRow = new Map(found.map((mistake) => [mistake.index, mistake]));
  const known = new Set(recorded.map(({ index }) => index));
  const cutoff = Math.max(recorded.at(-1)?.confidence ?? 0, found.at(-1)?.confidence ?? 0);
  const extra = found.filter(
    ({ index, confidence }) => !known.has(index) && confidence > cutoff + probabilityTolerance,
  );
  return [
    ...recorded.flatMap((mistake, position) => {
      const twin = ofRow.get(mistake.index);
      if (twin)
        return compareValues(mistake, twin, () => probabilityTolerance, ['worstMistakes', String(position)]);
      const nearEnd = mistake.confidence <= cutoff + probabilityTolerance;
      return nearEnd && recorded.length === found.length ? [] : [missing(position, mistake, undefined)];
    }),
    ...extra.map((mistake) => missing(recorded.length, undefined, mistake)),
  ];
}

function missing(position: number, recorded: unknown, found: unknown): Difference {
  return { pointer: `/worstMistakes/${position}`, recorded, found };
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
