import type { onnx } from 'onnx-proto';
import { FeaturesError } from '../features-error.ts';

/** Version of each domain's operators, by the domain; the standard one's name is empty. */
export type OperatorSets = ReadonlyMap<string, number>;

/** Part of a graph: what its operators are called, and the sets they are of. */
export interface OperatorUse {
  sets: OperatorSets;
  nodes: Iterable<onnx.INodeProto>;
}

/**
 * From which version on a valid node of an operator has one meaning: later versions only allow more. Later changes that
 * matter are named in the ONNX changelog; interop/test_features_onnx.py compares this list with the `onnx` package.
 */
export const steadyFrom: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  '': {
    1: 'ArgMax ArgMin Constant Flatten Gather Identity If LpNormalization MatMul Not Shape Size Softplus Softsign Transpose',
    4: 'Concat',
    5: 'Reshape',
    6: 'Abs Cast Ceil Elu Exp Floor HardSigmoid LeakyRelu Log Neg Reciprocal Relu Selu Sigmoid Sqrt Tanh Tile',
    7: 'Acos Add And Asin Atan Cos Div Equal Gemm Greater Less Mul Or Pow Sin Sub Tan Xor',
    8: 'Expand Max Mean Min Sum',
    9: 'Acosh Asinh Atanh Compress ConstantOfShape Cosh Erf EyeLike IsNaN NonZero PRelu Scan Sign Sinh TfIdfVectorizer Where',
    10: 'IsInf Mod Slice StringNormalizer ThresholdedRelu',
    11: 'Clip ConcatFromSequence CumSum GatherElements GatherND Loop OneHot Range Round ScatterElements ScatterND SequenceAt SequenceConstruct SequenceEmpty SequenceInsert SequenceLength TopK Unique',
    12: 'Celu Dropout Einsum GreaterOrEqual LessOrEqual',
    13: 'Hardmax LogSoftmax ReduceSum Softmax Squeeze Unsqueeze',
    14: 'HardSwish Trilu',
    17: 'LayerNormalization',
    18: 'Mish ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSumSquare Split',
    20: 'Gelu RegexFullMatch StringConcat StringSplit',
  },
  'ai.onnx.ml': {
    1: 'ArrayFeatureExtractor Binarizer CastMap CategoryMapper DictVectorizer FeatureVectorizer Imputer LinearClassifier LinearRegressor Normalizer OneHotEncoder SVMClassifier SVMRegressor Scaler TreeEnsembleClassifier TreeEnsembleRegressor ZipMap',
    2: 'LabelEncoder',
    5: 'TreeEnsemble',
  },
};
/** The newest sets for which the list above was checked. */
export const newestKnown: Readonly<Record<string, number>> = { '': 25, 'ai.onnx.ml': 5 };
/** In these sets an operator is no longer allowed. */
export const gone: Readonly<Record<string, number>> = { TreeEnsembleClassifier: 5, TreeEnsembleRegressor: 5 };

const steady = new Map<string, number>(
  Object.entries(steadyFrom).flatMap(([domain, byVersion]) =>
    Object.entries(byVersion).flatMap(([version, names]) =>
      names.split(' ').map((name) => [`${domain}:${name}`, Number(version)] as const),
    ),
  ),
);

/**
 * One version of each domain for two graphs that become one: the greater, provided that the operators of the other
 * mean there what they meant.
 *
 * @throws FeaturesError `onnx-impossible` naming the first operator of which that is not known
 */
export function jointOperatorSets(features: OperatorUse, model: OperatorUse): Map<string, number> {
  const joint = new Map([...features.sets, ...model.sets]);
  for (const domain of joint.keys()) {
    const [own, theirs] = [features.sets.get(domain), model.sets.get(domain)];
    if (own === undefined || theirs === undefined || own === theirs) continue;
    const set = Math.max(own, theirs);
    joint.set(domain, set);
    const [older, from, whose] =
      own < theirs ? [features, own, 'the features'] : [model, theirs, 'the model'];
    for (const { opType, domain: of } of older.nodes)
      if (domainOf(of) === domain && !meansTheSame(`${domain}:${opType}`, from, set, newestKnown[domain]))
        throw new FeaturesError(
          'onnx-impossible',
          `${whose}’s ${opType} is of operator set ${from}${domain && ` of ${domain}`}, and may mean something else in ${set}`,
          { hint: `export the model with operator set ${own}` },
        );
  }
  return joint;
}

/** `ai.onnx` is another name of the standard domain. */
export const domainOf = (domain: string | null | undefined): string =>
  domain === 'ai.onnx' ? '' : (domain ?? '');

function meansTheSame(operator: string, from: number, to: number, newest = 0): boolean {
  const end = gone[operator.slice(operator.indexOf(':') + 1)] ?? Infinity;
  return from >= (steady.get(operator) ?? Infinity) && to <= newest && to < end;
}
