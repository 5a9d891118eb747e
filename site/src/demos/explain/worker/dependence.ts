import {
  countNear,
  densityOf,
  gridOf,
  interactionStrength,
  nearestPoints,
  partialDependence,
  twoWayPartialDependence,
  type Grid,
} from '@modelfolio/explainability';
import type { Cell } from '@modelfolio/inference';
import type { Analysis, Curve, Interactions, Surface } from '../analysis/analysis.ts';
import type { AnalysisCalling } from '../analysis/analysis.ts';
import { codesOf, oneRow, type Subject } from './subject.ts';

/** Places of a curve over a range: enough for a line of 300 pixels to look smooth. */
const places = 51;
/** Curves of background rows that are drawn behind the row's own. */
const others = 20;
/** A point with a smaller share of the rows near it is marked. */
const sparseShare = 0.005;

type CurveQuestion = Parameters<Analysis['curve']>[0];

/** The row's own curve, and the mean of the background's: the same grid for both, over the whole of the data. */
export async function curveOf(
  subject: Subject,
  { cells, place, column, background, seed }: CurveQuestion,
  { signal }: AnalysisCalling,
): Promise<Curve> {
  const { grid, density, sparse, values } = gridOfColumn(subject, column);
  const output = subject.model.output(place);
  const custom = grid.points;
  const categorical = !grid.isLine;
  const key = `dependence ${place} ${column} ${background} ${seed}`;
  const average = subject.kept(key, () =>
    partialDependence(output, subject.background(background, seed), [column], {
      custom,
      categorical,
      curves: others,
    }),
  );
  const own = await partialDependence(output, oneRow(codesOf(subject, cells)), [column], {
    custom,
    categorical,
    signal,
  });
  const mean = await average;
  return {
    column,
    grid: values,
    own: own.average,
    mean: mean.average,
    others: mean.curves.values,
    density,
    sparse,
  };
}

type ColumnGrid = { grid: Grid; values: Cell[]; density: Float64Array; sparse: boolean[] };

function gridOfColumn(subject: Subject, column: number): ColumnGrid {
  return subject.kept(`grid ${column}`, () => {
    const { model, codes, data } = subject;
    const coded = model.code.columns[column];
    const categorical = coded?.kind !== 'number' || hasCategories(subject, column);
    const grid = gridOf(codes, [column], { resolution: places, percentiles: [0, 1], categorical });
    const counts = countNear(nearestPoints(codes, grid), grid.points.rows);
    const { sparse } = densityOf(counts, codes.rows, sparseShare);
    return {
      grid,
      values: Array.from(grid.points.values, (code) => cellOf(subject, column, code)),
      density: Float64Array.from(counts, (count) => count / data.rows),
      sparse: Array.from(sparse, Boolean),
    };
  });
}

const hasCategories = ({ model: { sides } }: Subject, column: number): boolean =>
  sides.input.kind === 'tabular' && sides.input.columns[column]?.categories != null;

function cellOf({ model }: Subject, column: number, code: number): Cell {
  const row = new Float64Array(model.code.columns.length).fill(Number.NaN);
  row[column] = code;
  return model.code.decode(row)[column] ?? null;
}

/** Partial dependence of two columns together. */
export async function surfaceOf(
  subject: Subject,
  { place, columns, background, seed }: Parameters<Analysis['surface']>[0],
  { signal, step }: AnalysisCalling,
): Promise<Surface> {
  const [one, other] = columns;
  // The grid is that of all rows: a background of a hundred lacks rare values.
  const options = (column: number) => {
    const categorical =
      subject.model.code.columns[column]?.kind !== 'number' || hasCategories(subject, column);
    return { categorical, custom: gridOf(subject.codes, [column], { resolution: 12, categorical }).points };
  };
  const found = await twoWayPartialDependence(
    subject.model.output(place),
    subject.background(background, seed),
    [[one], [other]],
    { grids: [options(one), options(other)], signal, progress: (share) => step({ share }) },
  );
  const [down, across] = found.grids;
  // Rows near a cell are counted in all of the data, not in the background alone.
  const near = nearestPoints(subject.codes, down);
  const beside = nearestPoints(subject.codes, across);
  const width = across.points.rows;
  const cells = near.map((point, row) => {
    const right = beside[row] ?? -1;
    return point < 0 || right < 0 ? -1 : point * width + right;
  });
  return {
    columns,
    grids: [
      Array.from(down.points.values, (code) => cellOf(subject, one, code)),
      Array.from(across.points.values, (code) => cellOf(subject, other, code)),
    ],
    mean: found.average.values,
    counts: Uint32Array.from(countNear(cells, down.points.rows * width)),
  };
}

/** Friedman and Popescu's H² of all pairs of features. */
export async function interactionsOf(
  subject: Subject,
  { place, seed, rows, grouped }: Parameters<Analysis['interactions']>[0],
  { signal, step }: AnalysisCalling,
): Promise<Interactions> {
  const features = subject.features(grouped);
  const found = await interactionStrength(
    subject.model.output(place),
    subject.codes,
    features.map(({ columns }) => columns),
    { sample: rows, seed, signal, progress: (share) => step({ share }) },
  );
  const count = features.length;
  const pairs = features.flatMap((_, one) =>
    features.slice(one + 1).map((__, at) => {
      const other = one + 1 + at;
      return {
        one,
        other,
        strength: found.pairs.values[one * count + other] ?? Number.NaN,
        size: found.sizes.values[one * count + other] ?? Number.NaN,
      };
    }),
  );
  return {
    features,
    pairs: pairs.filter(({ strength }) => !Number.isNaN(strength)).toSorted((a, b) => b.size - a.size),
    rows: found.rows.length,
  };
}
