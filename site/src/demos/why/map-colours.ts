/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number];

/** What a map is painted with: places that speak for the class, against it, and neither. */
export type MapColours = { for: Colour; against: Colour; neither: Colour };

/**
 * The value that gets the full colour: 99 of 100 are no larger in magnitude, so that one place does not pale all others.
 *
 * @returns 0 for a map of zeros
 */
export function fullColour(values: Float32Array): number {
  const sizes = Float32Array.from(values, Math.abs).toSorted();
  const most = sizes.at(-1) ?? 0;
  return (sizes[Math.ceil(0.99 * sizes.length) - 1] ?? 0) || most;
}

/**
 * A map as opaque pixels: from `neither` at zero to the full colour at the value that gets it, and beyond.
 *
 * @returns red, green, blue and 255 for each value
 */
export function mapPixels(
  values: Float32Array,
  full: number,
  colours: MapColours,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * values.length);
  values.forEach((value, at) => {
    const share = full === 0 ? 0 : Math.min(1, Math.abs(value) / full);
    const towards = value < 0 ? colours.against : colours.for;
    const mixed = colours.neither.map((from, part) => from + share * ((towards[part] ?? 0) - from));
    pixels.set([...mixed, 255], 4 * at);
  });
  return pixels;
}

/** A computed colour, `rgb(11, 107, 94)`, as numbers; black for anything else. */
export function parseColour(text: string): Colour {
  const [red = 0, green = 0, blue = 0] = (/^rgba?\(([^)]*)\)$/.exec(text.trim())?.[1] ?? '')
    .split(/[\s,/]+/)
    .map(Number);
  return [red, green, blue];
}
