import type { Session } from '../session.ts';
import { openHere } from './open-here.ts';
import { openTfjsHere } from './open-tfjs-here.ts';
import type { Opened, OpenWords, RunWords } from './session-words.ts';
import type { Answer } from './supervisor/reply-of.ts';
import { packTensors, unpackTensors } from './tensor-frames.ts';

/**
 * What the process that holds sessions answers, by what it is asked. It keeps what it has opened.
 *
 * @throws RangeError for a handle that is not open; Error in the words of the runtime
 */
export function sessionHandlers() {
  const sessions = new Map<number, Session>();
  let last = 0;
  const sessionOf = (handle: number): Session => {
    const session = sessions.get(handle);
    if (!session) throw new RangeError(`no session ${handle} is open`);
    return session;
  };

  return {
    open: async (
      { kind = 'onnx', threads }: OpenWords,
      [graph = new ArrayBuffer(), weights = new ArrayBuffer()]: readonly ArrayBuffer[],
    ): Promise<{ body: Opened }> => {
      const session =
        kind === 'tfjs'
          ? await openTfjsHere(new Uint8Array(graph), new Uint8Array(weights))
          : await openHere(new Uint8Array(graph), threads ?? undefined);
      const { runtime, inputs, outputs } = session;
      last += 1;
      sessions.set(last, session);
      return { body: { handle: last, runtime, inputs, outputs } };
    },
    run: async (
      { handle, feeds, wanted }: RunWords,
      buffers: readonly ArrayBuffer[],
    ): Promise<Required<Answer>> => {
      const outputs = await sessionOf(handle).run(unpackTensors(feeds, buffers), wanted);
      const { heads, views } = packTensors(outputs);
      return { body: heads, views };
    },
    close: async ({ handle }: { handle: number }): Promise<Answer> => {
      await sessionOf(handle).close();
      sessions.delete(handle);
      return {};
    },
  };
}
