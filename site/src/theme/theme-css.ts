import type { SiteConfig } from '@modelfolio/schemas';
import { contrast } from './contrast.ts';

/** White or near black, whichever reads better on the colour. */
const inkOn = (colour: string): string =>
  contrast(colour, '#ffffff') >= contrast(colour, '#06231f') ? '#ffffff' : '#06231f';

/** The tokens that follow from the owner's accent. */
export function themeCss({ light, dark }: NonNullable<SiteConfig['colours']>): string {
  return [
    // Twice, to win over the design's own wherever its style sheet stands.
    ':root:root {',
    `  --mf-accent: light-dark(${light}, ${dark});`,
    `  --mf-accent-ink: light-dark(${inkOn(light)}, ${inkOn(dark)});`,
    `  --mf-accent-soft: light-dark(color-mix(in srgb, ${light} 12%, #ffffff), color-mix(in srgb, ${dark} 18%, #12151a));`,
    `  --mf-series-1: light-dark(${light}, ${dark});`,
    '}',
    '',
  ].join('\n');
}
