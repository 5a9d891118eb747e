import type { BatchCalls } from '../auto/batch.ts';
import type { AttributionCalls } from '../why/attribution.ts';
import type { WorkerEngine } from '@modelfolio/pages/engine/worker-engine';

/** What the workers of this site answer beside predictions. */
export type DemoCalls = BatchCalls & AttributionCalls;

export type DemoEngine = WorkerEngine<DemoCalls>;
