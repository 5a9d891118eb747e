import type { AttributionMethod } from './attribution.ts';
import { fullColour } from './map-colours.ts';
import { signed } from './why-words.ts';

/** What the colours of a map mean, with the values at their ends. */
export function MapLegend({ values, method }: { values: Float32Array; method: AttributionMethod }) {
  const full = fullColour(values);
  const oneSided = method === 'saliency';
  return (
    <div class="map-legend small" data-one-sided={oneSided ? '' : undefined}>
      <span class="ramp" aria-hidden="true" />
      {!oneSided && <span>{signed(-full)}: against</span>}
      <span>{oneSided ? '0' : 'neither'}</span>
      <span>
        {signed(full)}: {oneSided ? 'strongest' : 'for the class'}
      </span>
    </div>
  );
}
