import { z } from 'zod';
import type { Limits } from '../limits.ts';
import { explainMethod } from './explain-method.ts';
import { modelIdentity } from './model-answers.ts';
import { cells } from './row.ts';

export const explainRequest = ({
  explainedRows,
  backgroundRows,
}: Pick<Limits, 'explainedRows' | 'backgroundRows'>) =>
  z
    .strictObject({
      rows: z.array(cells).min(1).max(explainedRows),
      method: explainMethod.default('auto').meta({
        description:
          '`auto`: what is exact where it can be; `tree`: exact TreeSHAP or a refusal; `kernel`: the model is only asked; `lime`: a local linear model.',
      }),
      output: z.string().max(200).optional().meta({
        description:
          'Class or target. Left out: the positive class, of several classes the predicted one, the first target.',
      }),
      background: z
        .int()
        .min(1)
        .max(backgroundRows)
        .default(Math.min(100, backgroundRows))
        .meta({ description: 'Rows that stand for "not known", drawn by the seed. LIME takes all.' }),
      seed: z.int().min(0).max(0xffff_ffff).default(0),
      targetError: z.number().min(0).max(1).optional().meta({
        description:
          'Sampling stops when the largest standard error is at most this share of the largest value. Left out: 0.01.',
      }),
      grouped: z
        .boolean()
        .default(false)
        .meta({ description: 'Whether columns that go together in the data count as one feature.' }),
      limeSeeds: z
        .int()
        .min(2)
        .max(20)
        .default(10)
        .meta({ description: 'Seeds that the spread of LIME is measured over.' }),
    })
    .meta({ id: 'ExplainRequest' });

const common = { output: z.string(), prediction: z.number() };

const attribution = z
  .strictObject({
    ...common,
    method: z
      .enum(['tree', 'linear', 'enumeration', 'kernel'])
      .meta({ description: 'All but `kernel` are exact.' }),
    unit: z
      .enum(['probability', 'log-odds', 'margin', 'value'])
      .meta({ description: 'Of base, prediction and values.' }),
    base: z
      .number()
      .meta({ description: 'Mean over the background: base and all values add up to the prediction.' }),
    features: z.array(
      z.strictObject({
        feature: z.string(),
        columns: z.array(z.string()),
        value: z.number(),
        standardError: z.number().nullable().meta({ description: '`null` where the method is exact.' }),
      }),
    ),
    evaluations: z.int().meta({ description: 'Rows that the model was asked about.' }),
    because: z.string().nullable().meta({ description: 'Why nothing more exact was used.' }),
  })
  .meta({ id: 'Attribution', description: 'Shapley values of one prediction.' });

const limeExplanation = z
  .strictObject({
    ...common,
    method: z.literal('lime'),
    unit: z.enum(['probability', 'value']),
    intercept: z.number(),
    localPrediction: z.number(),
    score: z.number().meta({ description: 'Weighted R² of the local model: how far it may be believed.' }),
    features: z.array(
      z.strictObject({
        feature: z.string(),
        condition: z.string().meta({ description: 'What the row fulfils, e.g. `28 < age ≤ 37`.' }),
        coefficient: z.number(),
        deviation: z.number().meta({ description: 'Standard deviation over the seeds.' }),
        selected: z.number().meta({ description: 'Share of the seeds whose local model has the column.' }),
      }),
    ),
    seeds: z.int(),
  })
  .meta({ id: 'LimeExplanation', description: 'A linear model of neighbours of the row.' });

export const explanation = z.union([attribution, limeExplanation]);
export type ExplanationAnswer = z.infer<typeof explanation>;

export const explainAnswer = z
  .strictObject({
    model: modelIdentity,
    background: z.int().meta({ description: 'Rows that were compared with.' }),
    seed: z.int(),
    explanations: z.array(explanation).meta({ description: 'One for each row.' }),
  })
  .meta({ id: 'ExplainAnswer' });
export type ExplainAnswer = z.infer<typeof explainAnswer>;
export type ExplainAsked = z.output<ReturnType<typeof explainRequest>>;
