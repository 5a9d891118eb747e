import type { LayerSpec } from '@modelfolio/training/layer-spec';

/** Pixels along each side of an image. */
export const imageSide = 28;

/** Numbers in the network: `trained` by gradient, `statistics` kept by batch normalisation, `exported` after folding. */
export interface ParameterCounts {
  trained: number;
  statistics: number;
  exported: number;
}

/**
 * Counts a network's numbers without building it.
 *
 * @example countParameters([{ kind: 'flatten' }, { kind: 'dense', units: 10, relu: false }]).trained // 7850
 */
export function countParameters(specs: readonly LayerSpec[]): ParameterCounts {
  const counts: ParameterCounts = { trained: 0, statistics: 0, exported: 0 };
  let channels = 1;
  let side = imageSide;
  for (const spec of specs) {
    if (spec.kind === 'conv') {
      const weights = 9 * channels * spec.filters;
      counts.trained += weights + 2 * spec.filters;
      counts.statistics += 2 * spec.filters;
      counts.exported += weights + spec.filters;
      channels = spec.filters;
      if (spec.pool) side = Math.floor(side / 2);
    } else if (spec.kind === 'dense') {
      counts.trained += (channels + 1) * spec.units;
      counts.exported += (channels + 1) * spec.units;
      channels = spec.units;
    } else if (spec.kind === 'flatten') {
      channels *= side * side;
    }
  }
  return counts;
}

/** In one line, e.g. `conv 32, pool, conv 40, global average, dense 10`. */
export function describeNetwork(specs: readonly LayerSpec[]): string {
  return specs
    .flatMap((spec) => {
      if (spec.kind === 'conv') return [`conv 3×3 ${spec.filters}`, ...(spec.pool ? ['pool'] : [])];
      if (spec.kind === 'dense') return [`dense ${spec.units}${spec.relu ? ' relu' : ''}`];
      return [spec.kind.replace('-', ' ')];
    })
    .join(', ');
}
