import type { LoadedModel } from '../models/loaded-model.ts';
import type { CounterfactualsAnswer } from '../requests/counterfactuals.ts';
import type { ExplainAnswer } from '../requests/explain.ts';
import type { DependenceAnswer } from '../requests/partial-dependence.ts';
import { explainRows } from './explain-rows.ts';
import { findCounterfactuals } from './find-counterfactuals.ts';
import { findDependence } from './find-dependence.ts';

/** What takes long, by its name: a model, what is asked of it, and a signal that ends it. */
export const tasks = { explainRows, findCounterfactuals, findDependence };

export type TaskName = keyof typeof tasks;
export type Asked<Name extends TaskName> = Parameters<(typeof tasks)[Name]>[1];
export type Answered<Name extends TaskName> = Answers[Name];

interface Answers {
  readonly explainRows: ExplainAnswer;
  readonly findCounterfactuals: CounterfactualsAnswer;
  readonly findDependence: DependenceAnswer;
}

/** A task of any name; the types of question and answer belong to the name. */
export function runTask<Name extends TaskName>(
  name: Name,
  model: LoadedModel,
  asked: Asked<Name>,
  signal: AbortSignal,
): Promise<Answered<Name>> {
  const task = tasks[name] as unknown as (
    model: LoadedModel,
    asked: Asked<Name>,
    signal: AbortSignal,
  ) => Promise<Answered<Name>>;
  return task(model, asked, signal);
}
