import { columnTransformerKind } from '../compose/column-transformer.ts';
import type { Kinds } from '../compose/kinds.ts';
import { pipelineKind } from '../compose/pipeline.ts';
import { FeaturesError } from '../features-error.ts';
import { cyclicalFeatures } from './cyclical-features.ts';
import { datetimeFeatures } from './datetime-features.ts';
import { functionTransformer } from './function-transformer.ts';
import { kBinsDiscretizer } from './k-bins-discretizer.ts';
import { maxAbsScaler } from './max-abs-scaler.ts';
import { minMaxScaler } from './min-max-scaler.ts';
import { oneHotEncoder } from './one-hot-encoder.ts';
import { ordinalEncoder } from './ordinal-encoder.ts';
import { polynomialFeatures } from './polynomial-features.ts';
import { powerTransformer } from './power-transformer.ts';
import { quantileTransformer } from './quantile-transformer.ts';
import { robustScaler } from './robust-scaler.ts';
import { simpleImputer } from './simple-imputer.ts';
import { splineTransformer } from './spline-transformer.ts';
import { standardScaler } from './standard-scaler.ts';
import { targetEncoder } from './target-encoder.ts';
import type { Transformer } from './transformer.ts';
import { selectKBest, selectPercentile } from './univariate-selection.ts';
import { varianceThreshold } from './variance-threshold.ts';
import { countVectorizer, tfidfVectorizer } from './vectorizers.ts';

/** Every transformer, by its kind. */
export const kinds: Kinds = (kind) => {
  const found = known.get(kind);
  if (found) return found;
  throw new FeaturesError('usage', `there is no transformer ${JSON.stringify(kind)}`, {
    hint: `there are: ${[...known.keys()].join(', ')}`,
  });
};

/** All there are. */
export const transformers: readonly Transformer<unknown>[] = [
  standardScaler,
  minMaxScaler,
  robustScaler,
  maxAbsScaler,
  quantileTransformer,
  powerTransformer,
  kBinsDiscretizer,
  simpleImputer,
  oneHotEncoder,
  ordinalEncoder,
  targetEncoder,
  polynomialFeatures,
  splineTransformer,
  functionTransformer,
  datetimeFeatures,
  cyclicalFeatures,
  countVectorizer,
  tfidfVectorizer,
  varianceThreshold,
  selectKBest,
  selectPercentile,
  pipelineKind((kind) => kinds(kind)),
  columnTransformerKind((kind) => kinds(kind)),
].map((transformer) => transformer as unknown as Transformer<unknown>);

const known = new Map(transformers.map((transformer) => [transformer.kind, transformer]));
