import type { onnx } from 'onnx-proto';
import { ExplainabilityError } from './explainability-error.ts';
import { linearExplainer } from './linear/linear-explainer.ts';
import { linearSums } from './linear/linear-model.ts';
import { linked, paired, scoreOf, type Link, type ScoreUnit } from './linear/link.ts';
import { readLinear } from './linear/read-linear.ts';
import { matrixOf, rowOf, type Matrix } from './matrix.ts';
import type { Groups } from './model-function.ts';
import type { AdditiveExplainer } from './trees/additive-explainer.ts';
import { columnSources, type ColumnSources } from './trees/column-sources.ts';
import { elementTypeOf, graphValues, type GraphValues } from './trees/graph-values.ts';
import { modelEnd, type ModelEnd } from './trees/model-end.ts';
import { readTrees } from './trees/read-trees.ts';
import { elementTypes } from './trees/tensor-numbers.ts';
import { sumsOf } from './trees/tree-ensemble.ts';
import { treeFront, type TreeFront } from './trees/tree-front.ts';
import { treeExplainer } from './trees/tree-shap.ts';

/** Which number of a model is explained. */
export interface WantedOutput {
  /** Name of the graph's output. */
  readonly name: string;
  /** Which class or target of it. */
  readonly place: number;
  /** Number of classes; `null` for a value. Of two, the graph may give one alone. */
  readonly classes: number | null;
  /** Which of two classes a graph gives that gives one alone; by default the second. */
  readonly positive?: 0 | 1 | null;
  /** What is still to be done to the graph's output. */
  readonly activation?: 'none' | 'sigmoid' | 'softmax' | null;
}

/** A model whose output is a sum over trees, or over weighted columns, behind a link. */
export interface AdditiveModel {
  readonly kind: 'tree' | 'linear';
  /** Units of the explanation: those of the sum, before the link. */
  readonly unit: ScoreUnit;
  /** Makes the features, `[N, features]`, that the trees or the weights take from what the model takes. */
  readonly front: TreeFront;
  /** Which raw columns each feature depends on. */
  readonly sources: ColumnSources;
  /** Sums of all targets: `[rows, targets]`, of features as `front` makes them. */
  sums(features: Matrix): Matrix;
  /** The model's own outputs of its sums, `[rows, outputs]`: compare them with what the runtime gives. */
  linked(sums: Matrix): Matrix;
  /** Why raw columns cannot be explained exactly in these groups; `null` where they can. */
  reasonAgainst(groups: Groups): string | null;
  /**
   * An explainer of features as `front` makes them, with a value for each group of raw columns (places in `sources.raw`).
   *
   * @throws ExplainabilityError `unsupported` with {@link reasonAgainst}
   */
  make(groups: Groups, background: Matrix): AdditiveExplainer;
}

/** Why a model is not one that can be read so. */
export interface NotAdditive {
  readonly kind: null;
  readonly reason: string;
}

/**
 * Reads the trees or the weights of a model, whatever made its file, so that it can be explained exactly.
 *
 * @example
 * const model = readAdditiveModel(onnx.ModelProto.decode(bytes), { name: 'probabilities', place: 1, classes: 2 });
 * if (model.kind !== null && model.reasonAgainst(groups) === null) {
 *   const explainer = model.make(groups, features); // features: what model.front makes of the background rows
 *   explainer.explain(featuresOfRow);
 * }
 */
export function readAdditiveModel(
  model: onnx.IModelProto,
  wanted: WantedOutput,
): AdditiveModel | NotAdditive {
  try {
    return additiveModel(model, wanted);
  } catch (error) {
    if (error instanceof ExplainabilityError && error.code === 'unsupported')
      return { kind: null, reason: error.reason };
    throw error;
  }
}

/** What trees and weights have in common. */
interface Sums {
  readonly kind: 'tree' | 'linear';
  readonly link: Link;
  readonly givesShares: boolean;
  readonly isClassifier: boolean;
  readonly columns: number;
  readonly targets: number;
  /** Features that some target depends on. */
  readonly used: readonly number[];
  sumsOf(row: Float64Array): Float64Array;
  explainer(target: number, groups: Groups, background: Matrix): AdditiveExplainer;
}

function additiveModel(model: onnx.IModelProto, wanted: WantedOutput): AdditiveModel {
  const values = graphValues(model);
  const end = modelEnd(values, wanted.name);
  const features = end.node.input?.[0] ?? '';
  const sums = end.isTree ? treeSums(end, values, features) : weightedSums(end, values);
  const link = wantedLink(end.behind(sums.link), wanted);
  const score = link.scores[wanted.place];
  if (!score) throw refused(`there is no output ${wanted.place} of ${link.scores.length}`);
  const sources = columnSources(values, features);
  if (!sources) throw refused('its inputs are not columns of a known number');
  const reasonAgainst = (groups: Groups): string | null =>
    reasonOf(sums, sources, groupsOfRaw(sources, groups));
  return {
    kind: sums.kind,
    unit: unitOf(sums, link, wanted),
    front: treeFront(model, features),
    sources,
    sums(rows) {
      const out = matrixOf(rows.rows, sums.targets);
      for (let row = 0; row < rows.rows; row++) rowOf(out, row).set(sums.sumsOf(rowOf(rows, row)));
      return out;
    },
    linked: (given) => linked(link, given),
    reasonAgainst,
    make(groups, background) {
      const reason = reasonAgainst(groups);
      if (reason !== null) throw refused(reason);
      const own = featureGroups(sums, sources, groups);
      return scaledExplainer(sums.explainer(score.target, own, background), score);
    },
  };
}

function treeSums({ node }: ModelEnd, values: GraphValues, features: string): Sums {
  const { ensemble, ...end } = readTrees(node, elementTypeOf(values, features) !== elementTypes.double);
  return {
    ...end,
    kind: 'tree',
    columns: ensemble.columns,
    targets: ensemble.targets,
    used: [...new Set(ensemble.feature)].filter((feature) => feature >= 0),
    sumsOf: (row) => sumsOf(ensemble, row),
    explainer: (output, groups, background) => treeExplainer(ensemble, { output, groups, background }),
  };
}

function weightedSums({ node }: ModelEnd, values: GraphValues): Sums {
  const { model, link, isClassifier } = readLinear(node, values);
  const { columns, targets, weights } = model;
  return {
    kind: 'linear',
    link,
    givesShares: false,
    isClassifier,
    columns,
    targets,
    used: [...new Set([...weights.keys()].filter((at) => weights[at] !== 0).map((at) => at % columns))],
    sumsOf: (row) => linearSums(model, row),
    explainer: (output, groups, background) => linearExplainer(model, { output, groups, background }),
  };
}

/** The link up to what is shown: the activation applied, one of two classes made two. */
function wantedLink(link: Link, { classes, positive, activation }: WantedOutput): Link {
  const steps = [...link.steps];
  if (activation === 'sigmoid') steps.push('logistic');
  if (activation === 'softmax') steps.push('softmax');
  const whole = { scores: link.scores, steps };
  if (classes !== 2 || link.scores.length !== 1) return whole;
  const both = paired(whole, positive ?? 1);
  if (!both) throw refused('how one output stands for two classes is not known');
  return both;
}

function unitOf({ givesShares, isClassifier }: Sums, { steps }: Link, { classes }: WantedOutput): ScoreUnit {
  if (steps.length === 0) {
    if (givesShares) return 'probability';
    return isClassifier || classes !== null ? 'margin' : 'value';
  }
  return steps.join() === 'logistic' ? 'log-odds' : 'margin';
}

/** The group of each raw column: -1 for those in none. */
function groupsOfRaw({ raw }: ColumnSources, groups: Groups): Int32Array {
  const groupOf = new Int32Array(raw.length).fill(-1);
  groups.forEach((group, at) => {
    for (const column of group) {
      if (!(column >= 0 && column < raw.length))
        throw new ExplainabilityError('input', `there is no column ${column} of ${raw.length}`);
      groupOf[column] = at;
    }
  });
  return groupOf;
}

function reasonOf({ kind, used }: Sums, sources: ColumnSources, groupOf: Int32Array): string | null {
  const what = kind === 'tree' ? 'the trees see' : 'the weights belong to';
  if (!sources.features && sources.all.length > 1)
    return `${what} features, and which columns these are made of is not known`;
  for (const feature of used) {
    const own = sources.features ? sources.features[feature] : sources.all;
    if (!own) return `${what} a feature ${feature}, which the graph does not make`;
    const groups = new Set(own.map((column) => groupOf[column]));
    if (groups.has(-1)) return `column ${own.find((column) => groupOf[column] === -1)} stands in no group`;
    if (groups.size > 1) return `${what} features made of several columns`;
  }
  return null;
}

/** The features of each group of raw columns. What depends on no column never changes: it may stand anywhere. */
function featureGroups({ used }: Sums, sources: ColumnSources, groups: Groups): Groups {
  const groupOf = groupsOfRaw(sources, groups);
  const own: number[][] = groups.map(() => []);
  for (const feature of used) {
    const [column] = (sources.features ? sources.features[feature] : sources.all) ?? [];
    own[column === undefined ? 0 : (groupOf[column] as number)]?.push(feature);
  }
  return own;
}

/** The same in the units of a score. */
function scaledExplainer(explainer: AdditiveExplainer, score: Link['scores'][number]): AdditiveExplainer {
  if (score.factor === 1 && score.offset === 0) return explainer;
  // Nothing is 0 for every factor, not -0.
  const scale = (values: Float64Array): Float64Array => values.map((value) => score.factor * value + 0);
  return {
    base: scoreOf(score, explainer.base),
    margin: (row) => scoreOf(score, explainer.margin(row)),
    explain: (row) => scale(explainer.explain(row)),
    explainMany(rows) {
      const found = explainer.explainMany(rows);
      return { ...found, values: scale(found.values) };
    },
  };
}

const refused = (what: string): ExplainabilityError => new ExplainabilityError('unsupported', what);
