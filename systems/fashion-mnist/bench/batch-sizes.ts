import type { BackendName } from '@modelfolio/training/backend';

/** Images a step. The CPU backend takes seconds for each image, whatever the batch. */
export const batchSizes: Record<BackendName, number> = { wasm: 32, cpu: 4, tensorflow: 32 };
