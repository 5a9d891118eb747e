import { z } from 'zod';
import { FeaturesError } from '../features-error.ts';
import { columnOf, emptyFrame, frameOf, type Column, type Frame } from '../frame/frame.ts';
import {
  fittedTransformer,
  transformerSpec,
  type FittedTransformer,
  type InputColumn,
  type Passes,
  type PassOptions,
  type Target,
  type Transformer,
} from '../transformers/transformer.ts';
import { passesOf } from './fit-in-passes.ts';
import { compileOne, fitOne, fitTransformOne, type Kinds } from './kinds.ts';
import { refuseTwins } from './names.ts';

/** Columns by their names, by what they hold, or by a regular expression that is looked for in their names. */
const selector = z.union([
  z.array(z.string()),
  z.strictObject({ type: z.enum(['number', 'text']) }),
  z.strictObject({ pattern: z.string() }),
]);
const part = z.union([z.enum(['drop', 'passthrough']), transformerSpec]);
const params = z.strictObject({
  transformers: z.array(z.strictObject({ name: z.string().min(1), transformer: part, columns: selector })),
  /** What becomes of the columns that no transformer takes. */
  remainder: part.default('drop'),
  /** Puts `name__` before the names of the columns that come out. */
  verboseFeatureNamesOut: z.boolean().default(true),
});
const fittedPart = z.strictObject({
  name: z.string(),
  columns: z.array(z.string()),
  transformer: z.union([z.literal('passthrough'), fittedTransformer]),
});
const state = z.strictObject({ transformers: z.array(fittedPart) });
type Params = z.infer<typeof params>;
type FittedPart = z.infer<typeof fittedPart>;

/** Transformers beside each other, each for its own columns. */
export const columnTransformerKind = (kinds: Kinds): Transformer<Params, z.infer<typeof state>> => {
  const fitParts = (
    frame: Frame,
    given: Params,
    target: Target | null,
    fit: (spec: z.infer<typeof transformerSpec>, own: Frame, target: Target | null) => FittedTransformer,
  ): FittedPart[] =>
    partsOf(frame.columns, given).map(({ name, columns, transformer }) => ({
      name,
      columns: columns.map((column) => column.name),
      transformer:
        transformer === 'passthrough' ? transformer : fit(transformer, frameOf(columns, frame.rows), target),
    }));
  return {
    kind: 'ColumnTransformer',
    input: 'any',
    params,
    state,
    fit: (frame, given, target) => ({
      transformers: fitParts(frame, given, target, (spec, own) =>
        fitOne(kinds, { spec, frame: own, target }),
      ),
    }),
    fitTransform(frame, given, target) {
      const outputs = new Map<FittedTransformer, Frame>();
      const transformers = fitParts(frame, given, target, (spec, own) => {
        const { fitted, frame: out } = fitTransformOne(kinds, { spec, frame: own, target });
        outputs.set(fitted, out);
        return fitted;
      });
      const columns = transformers.flatMap(({ name, columns: taken, transformer }) => {
        const out =
          transformer === 'passthrough'
            ? taken.map((column) => columnOf(frame, column))
            : (outputs.get(transformer)?.columns ?? []);
        return out.map((column) => named(column, name, given));
      });
      return { state: { transformers }, frame: frameOf(columns, frame.rows) };
    },
    passes: (columns, given, options) => partPasses(kinds, columns, given, options),
    compile({ transformers }, given) {
      const compiled = transformers.map(({ name, columns, transformer }) => {
        const own = transformer === 'passthrough' ? null : compileOne(kinds, transformer);
        // Once: making the names again for each call would take half the time of one row.
        const names = (own?.names ?? columns).map((column) => nameOf(column, name, given));
        return { columns, own, names };
      });
      return {
        names: compiled.flatMap(({ names }) => names),
        run: (frame) =>
          frameOf(
            compiled.flatMap(({ columns, own, names }) => {
              const out = own ? own.run(frame).columns : columns.map((column) => columnOf(frame, column));
              return out.map((column, at) => ({ ...column, name: names[at] ?? column.name }));
            }),
            frame.rows,
          ),
      };
    },
  };
};

/** All parts learn from the same reading; those that have learned all wait for the others. */
function partPasses(
  kinds: Kinds,
  columns: readonly InputColumn[],
  given: Params,
  options: PassOptions,
): Passes<z.infer<typeof state>> {
  const parts = partsOf(emptyFrame(columns).columns, given).map(({ name, columns: own, transformer }) => ({
    name,
    columns: own.map((column) => column.name),
    passes: transformer === 'passthrough' ? null : passesOf(kinds, transformer, own, options),
    isDone: transformer === 'passthrough',
  }));
  const taken = (frame: Frame, names: readonly string[]): Frame =>
    frameOf(
      names.map((name) => columnOf(frame, name)),
      frame.rows,
    );
  return {
    add(batch) {
      for (const { columns: names, passes, isDone } of parts)
        if (!isDone) passes?.add({ ...batch, frame: taken(batch.frame, names) });
    },
    end() {
      for (const own of parts) own.isDone ||= own.passes?.end() ?? true;
      return parts.every(({ isDone }) => isDone);
    },
    learned: () => ({
      transformers: parts.map(({ name, columns: names, passes }) => ({
        name,
        columns: names,
        transformer: passes?.learned() ?? 'passthrough',
      })),
    }),
    training: (batch) =>
      frameOf(
        parts.flatMap(({ name, columns: names, passes }) => {
          const frame = taken(batch.frame, names);
          const out = passes?.training({ ...batch, frame }) ?? frame;
          return out.columns.map((column) => named(column, name, given));
        }),
        batch.frame.rows,
      ),
  };
}

const nameOf = (column: string, name: string, { verboseFeatureNamesOut }: Params): string =>
  verboseFeatureNamesOut ? `${name}__${column}` : column;
const named = (column: Column, name: string, given: Params): Column => ({
  ...column,
  name: nameOf(column.name, name, given),
});

interface Part {
  name: string;
  columns: Column[];
  transformer: 'passthrough' | z.infer<typeof transformerSpec>;
}

/** Which transformer takes which columns; the remainder comes last. */
function partsOf(columns: readonly Column[], { transformers, remainder }: Params): Part[] {
  refuseTwins(transformers, 'transformer');
  const taken = new Set<string>();
  const chosen = transformers.map(({ name, transformer, columns: wanted }) => {
    const own = selected(columns, wanted, name);
    for (const column of own) taken.add(column.name);
    return { name, columns: own, transformer };
  });
  const left = columns.filter(({ name }) => !taken.has(name));
  return [...chosen, { name: 'remainder', columns: left, transformer: remainder }].flatMap((one) =>
    one.transformer === 'drop' || one.columns.length === 0 ? [] : [{ ...one, transformer: one.transformer }],
  );
}

function selected(columns: readonly Column[], wanted: z.infer<typeof selector>, name: string): Column[] {
  if (Array.isArray(wanted)) {
    const frame = { rows: columns[0]?.values.length ?? 0, columns };
    return wanted.map((column) => columnOf(frame, column));
  }
  if ('type' in wanted) return columns.filter((column: InputColumn) => column.type === wanted.type);
  const pattern = patternOf(wanted.pattern, name);
  return columns.filter((column) => pattern.test(column.name));
}

function patternOf(text: string, name: string): RegExp {
  try {
    return new RegExp(text, 'u');
  } catch (cause) {
    throw new FeaturesError(
      'usage',
      `transformer ${JSON.stringify(name)}: ${JSON.stringify(text)} is no pattern`,
      { cause },
    );
  }
}
