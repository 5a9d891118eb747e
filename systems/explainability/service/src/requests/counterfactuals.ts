import { z } from 'zod';
import { modelIdentity } from './model-answers.ts';
import { cell, cells } from './row.ts';

const column = z.string().min(1).max(200);

/** What may change, and how. */
const constraint = z
  .discriminatedUnion('kind', [
    z
      .strictObject({ kind: z.literal('immutable'), columns: z.array(column).min(1).max(1000) })
      .meta({ description: 'They stay as they are.' }),
    z
      .strictObject({ kind: z.literal('one-way'), column, direction: z.enum(['up', 'down']) })
      .meta({ description: 'A number that may only go up, or only down.' }),
    z
      .strictObject({
        kind: z.literal('range'),
        column,
        from: z.number().nullable(),
        to: z.number().nullable(),
      })
      .meta({ description: 'If it changes, then to a number in between; `null` is open.' }),
    z
      .strictObject({ kind: z.literal('allowed'), column, values: z.array(cell).min(1).max(1000) })
      .meta({ description: 'If it changes, then to one of these.' }),
    z
      .strictObject({ kind: z.literal('linked'), columns: z.array(column).min(2).max(20) })
      .meta({ description: 'They change together, and only to combinations that occur in the data.' }),
  ])
  .meta({ id: 'Constraint' });
export type RequestedConstraint = z.infer<typeof constraint>;

/** Where the prediction should come to lie. */
const wanted = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('at-least'), threshold: z.number() }),
    z.strictObject({ kind: z.literal('below'), threshold: z.number() }),
    z.strictObject({ kind: z.literal('between'), from: z.number(), to: z.number() }),
  ])
  .meta({ id: 'WantedSide', description: 'Where the prediction should come to lie.' });

export const counterfactualsRequest = z
  .strictObject({
    row: cells,
    output: z.string().max(200).optional().meta({
      description:
        'Class or target whose score is meant. Left out: the positive class, of several classes the predicted one, the first target.',
    }),
    wanted: wanted.optional().meta({ description: 'Left out, for classes: the other side of 0.5.' }),
    constraints: z.array(constraint).max(100).default([]),
    count: z.int().min(1).max(10).default(3).meta({ description: 'How many different ways at most.' }),
  })
  .meta({ id: 'CounterfactualsRequest' });

export const counterfactualsAnswer = z
  .strictObject({
    model: modelIdentity,
    output: z.string(),
    wanted,
    prediction: z.number().meta({ description: 'Of the row as it is.' }),
    counterfactuals: z.array(
      z.strictObject({
        row: cells,
        changes: z.array(z.strictObject({ column: z.string(), from: cell, to: cell })),
        prediction: z.number(),
        distance: z.number().meta({ description: 'Heterogeneous Euclidean-overlap metric, terms added up.' }),
        minimal: z.enum(['exact', 'greedy']).meta({
          description: '`exact`: no part of the changes suffices; `greedy`: no single one can be left out.',
        }),
      }),
    ),
    reason: z.string().nullable().meta({ description: 'Why there is none.' }),
    evaluations: z.int().meta({ description: 'Rows that the model was asked about.' }),
  })
  .meta({ id: 'CounterfactualsAnswer' });
export type CounterfactualsAnswer = z.infer<typeof counterfactualsAnswer>;
export type CounterfactualsAsked = z.output<typeof counterfactualsRequest>;
