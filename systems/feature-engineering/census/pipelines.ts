import type { TransformerSpec } from '../src/transformers/transformer.ts';

/** What is predicted. */
export const censusTarget = 'income';

/**
 * The columns that the models take, in the order of the form. `fnlwgt` is left out: it says how many people a row stands
 * for, which nobody knows of a person; so is `education_num`, which is `education` as a number.
 */
export const censusInputs = [
  'age',
  'workclass',
  'education',
  'marital_status',
  'occupation',
  'relationship',
  'race',
  'sex',
  'capital_gain',
  'capital_loss',
  'hours_per_week',
  'native_country',
] as const;

/** From the least to the most, as `education_num` has them from 1. */
export const educationLevels = [
  'Preschool',
  '1st-4th',
  '5th-6th',
  '7th-8th',
  '9th',
  '10th',
  '11th',
  '12th',
  'HS-grad',
  'Some-college',
  'Assoc-voc',
  'Assoc-acdm',
  'Bachelors',
  'Masters',
  'Prof-school',
  'Doctorate',
] as const;

const numbers = ['age', 'capital_gain', 'capital_loss', 'hours_per_week'];
const words = ['workclass', 'marital_status', 'occupation', 'relationship', 'race', 'sex', 'native_country'];
const codes = { kind: 'OrdinalEncoder', handleUnknown: 'use_encoded_value', unknownValue: -1 } as const;
const education: TransformerSpec = { ...codes, categories: [[...educationLevels]] };

/** Features for models that add up weighted columns: scaled, capital on a logarithmic scale, ages in bins as well. */
export const networkPipeline: TransformerSpec = {
  kind: 'ColumnTransformer',
  transformers: [
    {
      name: 'scaled',
      columns: ['age', 'hours_per_week'],
      transformer: pipeline({ kind: 'SimpleImputer', strategy: 'median' }, { kind: 'StandardScaler' }),
    },
    {
      name: 'binned',
      columns: ['age', 'hours_per_week'],
      transformer: pipeline(
        { kind: 'SimpleImputer', strategy: 'median' },
        { kind: 'KBinsDiscretizer', nBins: 8, encode: 'onehot-dense', strategy: 'quantile' },
      ),
    },
    {
      name: 'capital',
      columns: ['capital_gain', 'capital_loss'],
      transformer: pipeline(
        { kind: 'SimpleImputer', strategy: 'median' },
        { kind: 'FunctionTransformer', func: 'log1p' },
        { kind: 'StandardScaler' },
      ),
    },
    {
      name: 'large',
      columns: ['capital_gain', 'capital_loss'],
      transformer: pipeline(
        { kind: 'SimpleImputer', strategy: 'median' },
        { kind: 'SplineTransformer', nKnots: 6, degree: 1, knots: 'uniform', includeBias: false },
      ),
    },
    { name: 'level', columns: ['education'], transformer: pipeline(education, { kind: 'StandardScaler' }) },
    {
      name: 'words',
      columns: [...words, 'education'],
      transformer: { kind: 'OneHotEncoder', handleUnknown: 'infrequent_if_exist', minFrequency: 20 },
    },
  ],
};

/** Features for trees: numbers as they are, words as whole numbers, so that single and double precision agree. */
export const treePipeline: TransformerSpec = {
  kind: 'ColumnTransformer',
  verboseFeatureNamesOut: false,
  transformers: [
    { name: 'numbers', columns: numbers, transformer: 'passthrough' },
    { name: 'level', columns: ['education'], transformer: education },
    { name: 'words', columns: words, transformer: codes },
  ],
};

function pipeline(...steps: TransformerSpec[]): TransformerSpec {
  return { kind: 'Pipeline', steps: steps.map((transformer) => ({ name: transformer.kind, transformer })) };
}
