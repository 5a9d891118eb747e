import { modelOf, type ServiceState } from '../src/service-state.ts';
import type { DearWork } from '../src/work/dear-work.ts';
import { runTask } from '../src/work/tasks.ts';

/** Does tasks in this thread, which has no time for anything else meanwhile: for tests of what the tasks give. */
export function workHere(state: ServiceState): DearWork {
  return {
    run: async (name, model, asked, signal) => runTask(name, modelOf(state, model), asked, signal),
    end: async () => {},
  };
}
