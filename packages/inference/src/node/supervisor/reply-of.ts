import { Failure } from '@modelfolio/failures';
import { partsOf } from '@modelfolio/failures/failure-parts';
import type { Question, Reply } from './protocol.ts';

/** What a handler answers: anything that can be cloned, and arrays, which are sent without a copy. */
export interface Answer {
  readonly body?: unknown;
  readonly views?: readonly ArrayBufferView[];
}

/** Does what is asked for under one name. */
export type Handler = (body: never, buffers: readonly ArrayBuffer[]) => Answer | Promise<Answer>;

/**
 * Asks the handler of the question's name, and makes a reply of whatever comes of it: a `Failure` that it throws arrives
 * as one, any other error as its message.
 */
export async function replyOf(
  handlers: Readonly<Record<string, Handler>>,
  { name, body }: Question,
  buffers: readonly ArrayBuffer[],
): Promise<{ reply: Reply; views?: readonly ArrayBufferView[] }> {
  try {
    const handler = handlers[name];
    if (!handler) throw new RangeError(`nothing answers to ${name}`);
    const { body: answer = null, views = [] } = await handler(body as never, buffers);
    return { reply: { body: answer }, views };
  } catch (error) {
    if (error instanceof Failure) return { reply: { failure: partsOf(error) } };
    return { reply: { error: error instanceof Error ? error.message : String(error) } };
  }
}
