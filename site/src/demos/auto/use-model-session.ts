import type { ModelSession } from '@modelfolio/pages/session/model-session';
import { useSession } from '@modelfolio/pages/session/use-session';
import type { DemoEngine } from '../workers/demo-engine.ts';
import { spawnEngine } from '../workers/spawn-engine.ts';
import { answerQuestion, type ModelAnswer, type Question } from './answer-question.ts';
import type { AutoModel } from './auto-model.ts';

/** The session of any model. */
export function useModelSession<Key>({
  engine,
  sides,
}: AutoModel): ModelSession<DemoEngine, () => Question<Key>, ModelAnswer<Key>> {
  return useSession(() => spawnEngine(engine), answerQuestion<Key>(sides));
}
