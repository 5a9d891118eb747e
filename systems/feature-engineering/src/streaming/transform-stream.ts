import { compile } from '../fit.ts';
import type { Frame } from '../frame/frame.ts';
import type { FittedTransformer } from '../transformers/transformer.ts';
import { placedError } from './placed-error.ts';
import type { RowSource, StreamProgress } from './row-source.ts';
import { refuseAbsent } from './rows-options.ts';

export interface TransformStreamOptions {
  /** Is told, in one line, what is passed over. */
  note?: ((line: string) => void) | undefined;
  progress?: ((done: StreamProgress) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Transforms rows that are read a batch at a time. Columns that the transformer was not fitted on are passed over, with a note.
 *
 * @throws FeaturesError naming all columns that are missing; and file, row and column of a value that it cannot take
 */
export async function* transformStream(
  fitted: FittedTransformer,
  source: RowSource,
  { note, progress, signal }: TransformStreamOptions = {},
): AsyncGenerator<Frame> {
  const names = source.columns.map(({ name }) => name);
  const wanted = fitted.columns.map(({ name }) => name);
  refuseAbsent(source.name, names, wanted);
  const others = names.filter((name) => !wanted.includes(name));
  if (others.length > 0) note?.(`${source.name}: not asked for, passed over: ${others.join(', ')}`);
  const compiled = compile(fitted);
  let rows = 0;
  for await (const frame of source.batches()) {
    signal?.throwIfAborted();
    let out: Frame;
    try {
      out = compiled.run(frame);
    } catch (error) {
      throw placedError(error, source.name, frame, rows);
    }
    rows += frame.rows;
    yield out;
    const share = source.rows === null ? null : rows / source.rows;
    progress?.({ step: 'transform', pass: 1, rows, share });
  }
}
