import {
  counterfactuals,
  outputOf,
  rowOf,
  type Counterfactual,
  type TableCode,
} from '@modelfolio/explainability';
import { spaceOf } from '../models/counterfactual-spaces.ts';
import type { LoadedModel } from '../models/loaded-model.ts';
import { tableOfRows } from '../models/table-of-rows.ts';
import { toConstraints } from '../models/to-constraints.ts';
import type { CounterfactualsAnswer, CounterfactualsAsked } from '../requests/counterfactuals.ts';
import { outputOrPredicted } from '../requests/output-place.ts';
import { ServiceError } from '../service-error.ts';

/** Finds counterfactuals of a row. @throws ServiceError, ExplainabilityError, InferenceError; the signal's reason */
export async function findCounterfactuals(
  model: LoadedModel,
  asked: CounterfactualsAsked,
  signal: AbortSignal,
): Promise<CounterfactualsAnswer> {
  const own = model.ask();
  const rows = own.code.encode(tableOfRows(model.columns, [asked.row], () => 'row'));
  const predictions = await own.predict(rows);
  const output = outputOrPredicted(model.manifest.output, asked.output, predictions);
  const [prediction = Number.NaN] = outputOf(predictions, output.place);
  const wanted = asked.wanted ?? otherSide(model, prediction);
  const constraints = toConstraints(model.columns, own.code, asked.constraints);
  const space = await spaceOf(model, output.place);
  const found = await counterfactuals(own.output(output.place), space, rowOf(rows, 0), {
    wanted,
    constraints,
    count: asked.count,
    signal,
  });
  return {
    model: { id: model.id, sha256: model.sha256 },
    output: output.name,
    wanted,
    prediction,
    counterfactuals: found.counterfactuals.map((each) => toAnswer(each, own.code, rowOf(rows, 0))),
    reason: found.reason,
    evaluations: found.evaluations,
  };
}

function otherSide({ manifest }: LoadedModel, prediction: number): CounterfactualsAnswer['wanted'] {
  if (manifest.output.task === 'regression')
    throw new ServiceError('request-invalid', 'wanted: expected a side, received nothing', {
      hint: 'a model of values has no other side of its own',
      errors: [{ field: 'wanted', expected: 'a side', received: 'nothing' }],
    });
  return { kind: prediction >= 0.5 ? 'below' : 'at-least', threshold: 0.5 };
}

function toAnswer(
  { row, prediction, distance, minimal }: Counterfactual,
  code: TableCode,
  from: Float64Array,
): CounterfactualsAnswer['counterfactuals'][number] {
  const [before, after] = [code.decode(from), code.decode(row)];
  const columns = code.columns.map(({ name }, at) => ({
    column: name,
    from: before[at] ?? null,
    to: after[at] ?? null,
  }));
  return {
    row: Object.fromEntries(columns.map(({ column, to }) => [column, to])),
    changes: columns.filter((each) => each.from !== each.to),
    prediction,
    distance,
    minimal: minimal === true ? 'exact' : minimal,
  };
}
