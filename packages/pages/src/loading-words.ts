import type { LoadProgress } from './engine/inference-engine.ts';
import { byteSize } from './numbers.ts';

/** How far a runtime and a model have arrived. */
export function loadingWords({ loaded, total }: LoadProgress): string {
  return total > 0 && loaded >= total
    ? 'Starting the runtime'
    : `Loading runtime and model: ${byteSize(loaded)} of ${byteSize(total)}`;
}
