import { DemoError } from '@modelfolio/pages/demo-error';

/** A greyscale picture, row after row. */
export type Grey = { width: number; height: number; pixels: Uint8Array<ArrayBuffer> };

/** One thing done to a picture, with its result. */
export type ConversionStep = { title: string; words: string; picture: Grey };

/** RGBA, as canvas gives it. */
export type Rgba = { width: number; height: number; data: Uint8ClampedArray };

/** Greyscale by Rec. 601 luma; transparent parts as on white paper. */
export function toGrey({ width, height, data }: Rgba): Grey {
  const pixels = new Uint8Array(width * height);
  for (let at = 0; at < pixels.length; at++) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(4 * at, 4 * at + 4);
    const luma = 0.299 * red + 0.587 * green + 0.114 * blue;
    pixels[at] = Math.round((luma * alpha) / 255 + (255 - alpha));
  }
  return { width, height, pixels };
}

/** Median of the outermost pixels: what lies behind the object. */
export function borderShade({ width, height, pixels }: Grey): number {
  const border: number[] = [];
  for (let x = 0; x < width; x++) border.push(pixels[x] ?? 0, pixels[(height - 1) * width + x] ?? 0);
  for (let y = 0; y < height; y++) border.push(pixels[y * width] ?? 0, pixels[y * width + width - 1] ?? 0);
  border.sort((a, b) => a - b);
  return border[border.length >> 1] ?? 0;
}

/** Light and dark exchanged. */
function invert({ width, height, pixels }: Grey): Grey {
  return { width, height, pixels: pixels.map((value) => 255 - value) };
}

/** Background to black: its shade is subtracted and the rest stretched to the full range. */
function removeBackground({ width, height, pixels }: Grey, shade: number): Grey {
  const scale = 255 / Math.max(1, 255 - shade);
  return { width, height, pixels: pixels.map((value) => Math.round(Math.max(0, value - shade) * scale)) };
}

/** What is lighter than this is the object: above the noise of a compressed background. */
const objectShade = 24;

/** The smallest part that holds the object, or `null` where there is none. */
function cropToObject({ width, height, pixels }: Grey): Grey | null {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if ((pixels[y * width + x] ?? 0) > objectShade) {
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
      }
  if (right < 0) return null;
  const cropped = { width: right - left + 1, height: bottom - top + 1 };
  const out = new Uint8Array(cropped.width * cropped.height);
  for (let y = 0; y < cropped.height; y++)
    out.set(pixels.subarray((top + y) * width + left, (top + y) * width + right + 1), y * cropped.width);
  return { ...cropped, pixels: out };
}

/** Share of source cells that each target cell covers, along one axis. */
function resample(values: Float64Array, lines: number, from: number, to: number): Float64Array {
  const out = new Float64Array(lines * to);
  const ratio = from / to;
  for (let cell = 0; cell < to; cell++) {
    const [start, end] = [cell * ratio, (cell + 1) * ratio];
    for (let source = Math.floor(start); source < Math.min(from, Math.ceil(end)); source++) {
      const share = (Math.min(end, source + 1) - Math.max(start, source)) / ratio;
      for (let line = 0; line < lines; line++)
        out[line * to + cell] = (out[line * to + cell] ?? 0) + share * (values[line * from + source] ?? 0);
    }
  }
  return out;
}

function transpose(values: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      out[column * rows + row] = values[row * columns + column] ?? 0;
  return out;
}

/** Scales by area averaging so that the picture just fits, and centres it on black. */
export function fitCentred({ width, height, pixels }: Grey, size: { width: number; height: number }): Grey {
  const scale = Math.min(size.width / width, size.height / height);
  const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const narrow = resample(Float64Array.from(pixels), height, width, w);
  const scaled = transpose(resample(transpose(narrow, height, w), w, height, h), w, h);
  const out = new Uint8Array(size.width * size.height);
  const [left, top] = [(size.width - w) >> 1, (size.height - h) >> 1];
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++) out[(top + y) * size.width + left + x] = Math.round(scaled[y * w + x] ?? 0);
  return { ...size, pixels: out };
}

/**
 * Brings any picture of one object to the convention of the data set, as its makers did: greyscale, light
 * object on black, cropped, longest side scaled to the grid, centred
 * (Xiao, Rasul, Vollgraf 2017, "Fashion-MNIST", section 2).
 *
 * @returns the steps in order; the last one's picture is the model's input
 * @throws DemoError `blank` where no object stands out
 */
export function toDataSet(
  image: Rgba,
  grid: { width: number; height: number },
): { steps: ConversionStep[]; pixels: Uint8Array<ArrayBuffer> } {
  const grey = toGrey(image);
  const border = borderShade(grey);
  const light = border > 127;
  const upright = light ? invert(grey) : grey;
  const clean = removeBackground(upright, borderShade(upright));
  const object = cropToObject(clean);
  if (!object) throw new DemoError('blank', 'Nothing stands out from the background of this picture.');
  const fitted = fitCentred(object, grid);
  return {
    steps: [
      { title: 'Greyscale', words: 'Colour taken out; transparent parts became white.', picture: grey },
      {
        title: light ? 'Inverted' : 'Not inverted',
        words: `The border is ${light ? 'light' : 'dark'} (${border} of 255), and the data set shows light objects on black.`,
        picture: upright,
      },
      { title: 'Background removed', words: 'The shade of the border became black.', picture: clean },
      {
        title: 'Cropped',
        words: `Cut to what stands out: ${object.width}×${object.height} pixels.`,
        picture: object,
      },
      {
        title: 'Scaled and centred',
        words: `Longest side to ${Math.max(grid.width, grid.height)} pixels, proportions kept: what the model sees.`,
        picture: fitted,
      },
    ],
    pixels: fitted.pixels,
  };
}
