import { counterfactualSpace, featureGroups, outputOf } from '@modelfolio/explainability';
import { knownRows } from './known-rows.ts';
import type { LoadedModel } from './loaded-model.ts';

type CounterfactualSpace = ReturnType<typeof counterfactualSpace>;

/**
 * The data in which counterfactuals of a model are looked for, with what the model says of each row: made once for each
 * class or target.
 */
export async function spaceOf(model: LoadedModel, place: number): Promise<CounterfactualSpace> {
  const own = spaces.get(model) ?? new Map<number, CounterfactualSpace>();
  spaces.set(model, own);
  const known = own.get(place);
  if (known) return known;
  const rows = knownRows(model);
  const { columns } = model.ask().code;
  const groups = featureGroups(columns, rows).map((group) => group.columns);
  const predictions = outputOf(await model.predictions(), place);
  const made = counterfactualSpace(columns, groups, { rows, predictions });
  own.set(place, made);
  return made;
}

const spaces = new WeakMap<LoadedModel, Map<number, CounterfactualSpace>>();
