import { z } from 'zod';
import { FeaturesError } from '../features-error.ts';
import { numbersIn, textIn, type Frame } from '../frame/frame.ts';
import { functions } from '../expression/functions.ts';
import { parseFormula, type Formula } from '../expression/parse-formula.ts';
import {
  columnwise,
  numberColumn,
  type Compiled,
  type InputColumn,
  type Transformer,
} from './transformer.ts';

const params = z
  .strictObject({
    /** One of {@link functions}, by numpy's name, of each number of each column. */
    func: z.enum(Object.keys(functions) as [string, ...string[]]).optional(),
    /** Columns that are to come out, each by an expression over those that go in: {@link parseFormula}. */
    expressions: z.record(z.string().min(1), z.string()).optional(),
  })
  .refine(({ func, expressions }) => (func === undefined) !== (expressions === undefined), {
    error: 'give func or expressions, one of them',
  })
  .refine(({ expressions }) => expressions === undefined || Object.keys(expressions).length > 0, {
    error: 'expressions names no column',
  });
const state = z.strictObject({});
type Params = z.infer<typeof params>;

/** A function of each number, or expressions over the columns of a row: there is nothing to learn. */
export const functionTransformer: Transformer<Params, z.infer<typeof state>> = {
  kind: 'FunctionTransformer',
  input: 'any',
  params,
  state,
  fit(frame, given) {
    compiled(given, frame.columns);
    return {};
  },
  learner(columns, given) {
    compiled(given, columns);
    return { add: () => {}, finish: () => ({}) };
  },
  compile: (_, given, columns) => compiled(given, columns),
};

/** @throws FeaturesError `usage` for a fault of an expression, `column-type` for text where the function takes numbers */
function compiled({ func, expressions }: Params, columns: readonly InputColumn[]): Compiled {
  if (expressions) {
    const types = new Map(columns.map(({ name, type }) => [name, type]));
    return byFormulas(
      Object.entries(expressions).map(([name, source]) => [name, parseFormula(source, types, name)]),
    );
  }
  const text = columns.find(({ type }) => type === 'text');
  if (text)
    throw new FeaturesError('column-type', `${func} takes number, this is text`, { column: text.name });
  const apply = functions[func ?? ''] as (value: number) => number;
  return columnwise(columns, () => apply);
}

const byFormulas = (formulas: readonly [string, Formula][]): Compiled => ({
  names: formulas.map(([name]) => name),
  run(frame: Frame) {
    const columns = {
      numbers: (name: string) => numbersIn(frame, name),
      text: (name: string) => textIn(frame, name),
    };
    return {
      rows: frame.rows,
      columns: formulas.map(([name, { bind }]) => {
        const of = bind(columns);
        const values = new Float64Array(frame.rows);
        for (let row = 0; row < frame.rows; row++) values[row] = of(row);
        return numberColumn(name, values);
      }),
    };
  },
});
