import type { HttpBindings } from '@hono/node-server';
import type { StatusCode } from 'hono/utils/http-status';
import type { ServiceContext } from './handler.ts';
import type { SentStream, StreamEnd } from './sent-stream.ts';

/**
 * Answers with bytes as they come, for as long as the client takes some. The request is logged when the answer has ended,
 * with the bytes that were sent and why it ended early, where it did. The source is cancelled when nobody reads it any more,
 * and not read for HEAD. Where it fails, the connection is cut: a part must not pass for the whole.
 *
 * @param headers with `Content-Length` where it is known, by which clients see that they have all
 *
 * @example
 * const file = Readable.toWeb(createReadStream(path));
 * return answerStream(context, file, 200, { 'Content-Type': 'text/csv', 'Content-Length': String(size) });
 */
export function answerStream(
  context: ServiceContext,
  source: ReadableStream<Uint8Array>,
  status: StatusCode = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  if (context.req.method === 'HEAD') {
    source.cancel().catch(() => {});
    return context.body(null, status, { ...headers });
  }
  // Tests ask without a socket.
  const { outgoing = null } = (context.env ?? {}) as Partial<HttpBindings>;
  const reader = source.getReader();
  const { promise: ended, resolve } = Promise.withResolvers<StreamEnd>();
  let bytes = 0;
  let isRead = false;
  const leave = (): void => {
    resolve('client-gone');
    reader.cancel().catch(() => {});
  };
  // The last bytes may still be under way when they were read.
  outgoing?.once('close', () => {
    if (isRead && outgoing.writableFinished) resolve('whole');
    else leave();
  });
  // Something else was answered meanwhile: nobody will read this.
  if (outgoing?.writableEnded) leave();
  const sent: SentStream = {
    get bytes() {
      return bytes;
    },
    ended,
  };
  context.set('sentStream', sent);
  const counted = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (!done) {
            bytes += value.byteLength;
            return controller.enqueue(value);
          }
          isRead = true;
          if (!outgoing) resolve('whole');
          controller.close();
        } catch (error) {
          resolve({ error });
          if (outgoing) outgoing.destroy();
          else controller.error(error);
        }
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  );
  return context.body(counted, status as 200, { ...headers });
}
