import { rowsOf, type Frame } from '../frame/frame.ts';
import type {
  Batch,
  Compiled,
  FittedTransformer,
  InputColumn,
  PassOptions,
  Passes,
  Transformer,
  TransformerSpec,
} from '../transformers/transformer.ts';
import { KeptRows } from './kept-rows.ts';
import { chosen, compileOne, fittedOf, refuseNoRows, type Kinds } from './kinds.ts';

/**
 * Fits one transformer on rows that come a batch at a time, as often as it needs: what it learns is what `fitOne` learns from
 * all of them, to the last bit. What cannot learn in one pass keeps its own columns in memory.
 *
 * @throws FeaturesError naming what is wrong with the params or the columns
 */
export function passesOf(
  kinds: Kinds,
  spec: TransformerSpec,
  columns: readonly InputColumn[],
  options: PassOptions,
): Passes<FittedTransformer> {
  const { transformer, params } = chosen(kinds, spec, columns);
  const inner = innerPasses(transformer, params, columns, options);
  let rows = 0;
  let learned: FittedTransformer | null = null;
  let compiled: Compiled | null = null;
  const fitted = (): FittedTransformer =>
    (learned ??= fittedOf(transformer, params, { columns }, inner.learned()));
  return {
    add(batch) {
      rows += batch.frame.rows;
      inner.add(batch);
    },
    end() {
      refuseNoRows(transformer, rows);
      return inner.end();
    },
    learned: fitted,
    training: (batch) =>
      inner.training?.(batch) ?? (compiled ??= compileOne(kinds, fitted())).run(batch.frame),
  };
}

/** Without `training`, training rows come out as others do. */
type InnerPasses = Omit<Passes<unknown>, 'training'> & Partial<Pick<Passes<unknown>, 'training'>>;

function innerPasses(
  transformer: Transformer<unknown>,
  given: unknown,
  columns: readonly InputColumn[],
  options: PassOptions,
): InnerPasses {
  const params = given as never;
  if (transformer.passes) return transformer.passes(columns, params, options);
  const { fitTransform } = transformer;
  if (fitTransform && options.wantsTraining) {
    let out: Frame | null = null;
    return {
      ...wholePasses(columns, options, (frame, target) => {
        const both = fitTransform(frame, params, target);
        out = both.frame;
        return both.state;
      }),
      training: ({ frame, from }) => rowsOf(out as Frame, from, from + frame.rows),
    };
  }
  const learner = transformer.learner?.(columns, params);
  if (!learner)
    return wholePasses(columns, options, (frame, target) => transformer.fit(frame, params, target));
  let state: unknown;
  return {
    add: ({ frame }) => learner.add(frame),
    end() {
      state = learner.finish();
      return true;
    },
    learned: () => state,
  };
}

/** Keeps all rows of the columns, and learns from them when all were read. */
function wholePasses(
  columns: readonly InputColumn[],
  { keepTarget }: PassOptions,
  fit: (frame: Frame, target: Batch['target']) => unknown,
): InnerPasses {
  const kept = new KeptRows(columns);
  const target = keepTarget();
  let state: unknown;
  return {
    add: ({ frame }) => kept.add(frame),
    end() {
      state = fit(kept.take(), target());
      return true;
    },
    learned: () => state,
  };
}
