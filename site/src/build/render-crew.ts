import { availableParallelism } from 'node:os';
import { failureOf } from '@modelfolio/failures/failure-parts';
import { Piscina } from 'piscina';
import type { Library } from '../library/library.ts';
import {
  renderPart,
  type RenderedPart,
  type RenderFault,
  type RenderTask,
  type WorkPlace,
} from './render-work.ts';

/** Makes pages: in this thread, or in as many as the machine has processors. */
export interface RenderCrew {
  /** @throws Failure for what people can fix; whatever else a page throws */
  render(task: RenderTask): Promise<RenderedPart>;
  close(): Promise<void>;
}

/** Makes pages in this thread, one task after the other. */
export function soloCrew(library: Library, place: WorkPlace): RenderCrew {
  let open = true;
  let last: Promise<unknown> = Promise.resolve();
  return {
    render: (task) => {
      const part = last.then(() => {
        if (!open) throw new Error('the build has ended');
        return renderPart(library, place, task);
      });
      last = part.catch(() => {});
      return part;
    },
    close: async () => {
      open = false;
      await last;
    },
  };
}

/**
 * Makes pages in worker threads.
 *
 * @param worker the script that each thread runs
 */
export function threadedCrew(worker: URL, place: WorkPlace): RenderCrew {
  const threads = availableParallelism();
  const pool = new Piscina<RenderTask, RenderedPart | { fault: RenderFault }>({
    filename: worker.href,
    workerData: place,
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: 1,
    resourceLimits: { maxYoungGenerationSizeMb: 32 },
  });
  return {
    render: async (task) => {
      const result = await pool.run(task);
      if (!('fault' in result)) return result;
      const { fault } = result;
      throw 'code' in fault ? failureOf(fault) : new Error(fault.stack);
    },
    close: () => pool.destroy(),
  };
}
