// The program of a child process that holds sessions of ONNX Runtime.
import type { Session } from '../session.ts';
import { openHere } from './open-here.ts';
import type { Opened, RunWords } from './session-words.ts';
import { answerParent } from './supervisor/answer-parent.ts';
import { packTensors, unpackTensors } from './tensor-frames.ts';

const sessions = new Map<number, Session>();
let last = 0;

function sessionOf(handle: number): Session {
  const session = sessions.get(handle);
  if (!session) throw new RangeError(`no session ${handle} is open`);
  return session;
}

await answerParent({
  open: async ({ threads }: { threads: number | null }, [graph = new ArrayBuffer()]) => {
    const session = await openHere(new Uint8Array(graph), threads ?? undefined);
    const { runtime, inputs, outputs } = session;
    last += 1;
    sessions.set(last, session);
    return { body: { handle: last, runtime, inputs, outputs } satisfies Opened };
  },
  run: async ({ handle, feeds, wanted }: RunWords, buffers) => {
    const outputs = await sessionOf(handle).run(unpackTensors(feeds, buffers), wanted);
    const { heads, views } = packTensors(outputs);
    return { body: heads, views };
  },
  close: async ({ handle }: { handle: number }) => {
    await sessionOf(handle).close();
    sessions.delete(handle);
    return {};
  },
});
