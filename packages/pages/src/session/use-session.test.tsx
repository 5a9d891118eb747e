import { expect, test } from 'vitest';
import { drawnPage } from '../../test/drawn-page.ts';
import type { InferenceEngine, LoadedEngine } from '../engine/inference-engine.ts';
import type { ModelSession } from './model-session.ts';
import { useSession } from './use-session.ts';

test('one session lives as long as its component, and draws each change', async () => {
  const loads = Promise.withResolvers<LoadedEngine>();
  let [made, disposed] = [0, 0];
  const create = (): InferenceEngine => {
    made++;
    return {
      load: () => loads.promise,
      predict: () => Promise.reject(new Error('not asked for')),
      run: () => Promise.reject(new Error('not asked for')),
      dispose: async () => void disposed++,
    };
  };
  let session: ModelSession<InferenceEngine, string, string> | null = null;
  function Asking() {
    session = useSession(create, async (_engine, question: string) => question.toUpperCase());
    return <p>{session.state.phase}</p>;
  }
  const page = await drawnPage(<Asking />);
  expect([page.texts('p'), made]).toEqual([['idle'], 0]);
  const asked = session as ModelSession<InferenceEngine, string, string> | null;
  asked?.ask('a');
  await page.draw(<Asking />);
  expect([page.texts('p'), made]).toEqual([['loading'], 1]);
  loads.resolve({ description: '', sha256: {}, bytes: 1 });
  await new Promise((done) => setTimeout(done, 20));
  expect([page.texts('p'), made, disposed]).toEqual([['ready'], 1, 0]);
  expect(session).toBe(asked);
  await page.draw(null);
  expect(disposed).toBe(1);
});

test('a model without an engine has no session', async () => {
  function None() {
    return <p>{useSession(null, async () => '') === null ? 'none' : 'some'}</p>;
  }
  expect((await drawnPage(<None />)).texts('p')).toEqual(['none']);
});
