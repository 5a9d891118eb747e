import { createHash } from 'node:crypto';
import { MlflowError } from '../mlflow-error.ts';
import type { WriteOptions } from './artifact-place.ts';

/** A body that is measured while it passes. */
export interface MeasuredBody {
  readonly chunks: AsyncGenerator<Uint8Array, void, void>;
  /** What has passed so far. */
  told(): { bytes: number; sha256: string };
}

/**
 * Measures a body while it passes. Its chunks end with an error where it is cut, shorter than announced or given up.
 */
export function measuredBody(
  body: AsyncIterable<Uint8Array>,
  { bytes: announced, signal }: WriteOptions,
): MeasuredBody {
  const hash = createHash('sha256');
  let bytes = 0;
  async function* pass(): AsyncGenerator<Uint8Array, void, void> {
    for await (const chunk of until(body, signal)) {
      bytes += chunk.byteLength;
      hash.update(chunk);
      yield chunk;
    }
    if (announced !== undefined && bytes !== announced)
      throw new MlflowError('BAD_REQUEST', `The upload ended after ${bytes} of ${announced} bytes.`);
  }
  return { chunks: pass(), told: () => ({ bytes, sha256: hash.copy().digest('hex') }) };
}

/** Chunks of a body until a signal is aborted: a body whose sender has gone may never end. */
async function* until(
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, void> {
  if (!signal) {
    yield* body;
    return;
  }
  let giveUp: (error: MlflowError) => void = () => {};
  const abort = (): void =>
    giveUp(new MlflowError('CANCELLED', 'The upload was given up.', { cause: signal.reason }));
  signal.addEventListener('abort', abort);
  const chunks = body[Symbol.asyncIterator]();
  let hasEnded = false;
  try {
    for (;;) {
      // A promise for each: one that lasted would keep all that it was raced with.
      const next = await new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
        giveUp = reject;
        if (signal.aborted) abort();
        else chunks.next().then(resolve, reject);
      });
      if (next.done === true) {
        hasEnded = true;
        break;
      }
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', abort);
    // Not waited for: one that is stuck never answers.
    if (!hasEnded) void chunks.return?.().catch(() => {});
  }
}
