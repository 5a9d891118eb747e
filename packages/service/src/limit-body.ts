import type { Context, MiddlewareHandler } from 'hono';
import type { CommonProblemCode } from './problem-kinds.ts';
import { RequestFailure } from './request-failure.ts';

/** What a body may take. */
export interface BodyLimit {
  /** `null`: as many as there are. */
  readonly bytes: number | null;
  /** What to do about a body that is too large. */
  readonly hint?: string | undefined;
}

/**
 * Refuses bodies of more bytes than they may take, by their announced length or while they come. What is left of the body is not
 * read: the answer ends the connection.
 *
 * Unlike Hono's `bodyLimit` it does not touch a body whose length is announced, which would cost a web stream a request, and
 * does not hold a body without one in memory.
 */
export function limitBody(limitOf: (context: Context) => BodyLimit): MiddlewareHandler {
  const tooLarge = (bytes: number, hint: string | undefined): RequestFailure =>
    new RequestFailure<CommonProblemCode>('body-too-large', `the body takes more than ${bytes} bytes`, {
      hint,
      headers: { Connection: 'close' },
    });
  return async (context, next) => {
    const { raw } = context.req;
    if (raw.method === 'GET' || raw.method === 'HEAD') return next();
    const { bytes, hint } = limitOf(context);
    if (bytes === null) return next();
    const length = raw.headers.get('content-length');
    if (length === null) {
      if (raw.body !== null)
        context.req.raw = withBody(raw, raw.body.pipeThrough(counted(bytes, () => tooLarge(bytes, hint))));
    } else if (!(Number(length) <= bytes)) throw tooLarge(bytes, hint);
    return next();
  };
}

function withBody(request: Request, body: ReadableStream): Request {
  return new Request(request, { body, duplex: 'half' } as RequestInit);
}

function counted(bytes: number, tooLarge: () => Error): TransformStream<Uint8Array, Uint8Array> {
  let size = 0;
  return new TransformStream({
    transform(chunk, controller) {
      size += chunk.byteLength;
      if (size > bytes) controller.error(tooLarge());
      else controller.enqueue(chunk);
    },
  });
}
