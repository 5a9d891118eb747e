import type { LoadProgress } from '@modelfolio/pages/engine/inference-engine';
import { byteSize } from '@modelfolio/pages/numbers';

/** How far a runtime and a model have arrived. */
export function loadingWords({ loaded, total }: LoadProgress): string {
  return total > 0 && loaded >= total
    ? 'Starting the runtime'
    : `Loading runtime and model: ${byteSize(loaded)} of ${byteSize(total)}`;
}
