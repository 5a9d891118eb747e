import { z } from 'zod';
import { FeaturesError } from '../features-error.ts';
import { columnOf, frameOf, type Column, type Frame } from '../frame/frame.ts';
import {
  inputsOf,
  type Compiled,
  type FittedTransformer,
  type InputColumn,
  type Target,
  type Transformer,
  type TransformerSpec,
} from '../transformers/transformer.ts';

/** Finds the transformer of a kind, such as `StandardScaler`; throws for one that there is not. */
export type Kinds = (kind: string) => Transformer<unknown>;

/** What a fit is given. */
export interface FitInput {
  spec: TransformerSpec;
  frame: Frame;
  target: Target | null;
}

/**
 * Fits one transformer.
 *
 * @throws FeaturesError naming what is wrong with the params, the columns or a value
 */
export function fitOne(kinds: Kinds, { spec, frame, target }: FitInput): FittedTransformer {
  const { transformer, params } = prepared(kinds, spec, frame);
  return fittedOf(transformer, params, frame, transformer.fit(frame, params, target));
}

/** As {@link fitOne}, with the training rows as they come out. */
export function fitTransformOne(kinds: Kinds, input: FitInput): { fitted: FittedTransformer; frame: Frame } {
  const { spec, frame, target } = input;
  const { transformer, params } = prepared(kinds, spec, frame);
  if (transformer.fitTransform) {
    const { state, frame: out } = transformer.fitTransform(frame, params, target);
    return { fitted: fittedOf(transformer, params, frame, state), frame: out };
  }
  const fitted = fittedOf(transformer, params, frame, transformer.fit(frame, params, target));
  return { fitted, frame: compileOne(kinds, fitted).run(frame) };
}

/**
 * Makes a fitted transformer ready to run. It takes its own columns out of a frame, by their names.
 *
 * @throws FeaturesError `state-invalid` when the state is none of its kind
 */
export function compileOne(kinds: Kinds, { kind, params, columns, state }: FittedTransformer): Compiled {
  const transformer = kinds(kind);
  const compiled = transformer.compile(
    parsed(transformer.state, state, `the state of ${kind}`),
    parsed(transformer.params, params, `the params of ${kind}`) as never,
    columns,
  );
  return {
    names: compiled.names,
    run: (frame) =>
      compiled.run(
        frameOf(
          columns.map((column) => own(frame, column)),
          frame.rows,
        ),
      ),
  };
}

function own(frame: Frame, { name, type }: InputColumn): Column {
  const column = columnOf(frame, name);
  if (column.type === type) return column;
  throw new FeaturesError('column-type', `${column.type} where ${type} was fitted`, { column: name });
}

function prepared(
  kinds: Kinds,
  spec: TransformerSpec,
  { rows, columns }: Frame,
): { transformer: Transformer<unknown>; params: never } {
  const { transformer, params } = chosen(kinds, spec, columns);
  refuseNoRows(transformer, rows);
  return { transformer, params: params as never };
}

/**
 * The transformer of a kind, with its params.
 *
 * @throws FeaturesError for wrong params, or columns that hold what it cannot take
 */
export function chosen(
  kinds: Kinds,
  { kind, ...rest }: TransformerSpec,
  columns: readonly InputColumn[],
): { transformer: Transformer<unknown>; params: unknown } {
  const transformer = kinds(kind);
  const params = parsed(transformer.params, rest, kind);
  for (const { name, type } of columns)
    if (transformer.input !== 'any' && transformer.input !== type)
      throw new FeaturesError('column-type', `${kind} takes ${transformer.input}, this is ${type}`, {
        column: name,
      });
  return { transformer, params };
}

/** @throws FeaturesError `fit-impossible` */
export function refuseNoRows({ kind }: Pick<Transformer<unknown>, 'kind'>, rows: number): void {
  if (rows === 0) throw new FeaturesError('fit-impossible', `${kind} cannot learn from no rows`);
}

/** A transformer with what it has learned, as data. */
export function fittedOf(
  { kind }: Pick<Transformer<unknown>, 'kind'>,
  params: unknown,
  { columns }: { columns: readonly InputColumn[] },
  state: unknown,
): FittedTransformer {
  return { kind, params: params as Record<string, unknown>, columns: inputsOf({ columns }), state };
}

/** A value that fits a schema, or one line about the first thing that does not. */
function parsed(schema: z.ZodType, value: unknown, of: string): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.join('.') ?? '';
  throw new FeaturesError(
    'state-invalid',
    `${of}${path === '' ? '' : `, ${path}`}: ${issue?.message ?? 'wrong'}`,
  );
}
