import type { Pixels } from './drawing.ts';
import type { AttributionMethod } from '../why/attribution.ts';
import type { Runtime } from '@modelfolio/pages/engine/inference-engine';

/** What is being looked at. */
export type Subject = { kind: 'test'; index: number } | { kind: 'pixels'; pixels: Pixels };
/** How a prediction is explained; `class` is `null` for the predicted one. */
export type Why = { method: AttributionMethod; class: number | null };
/** A cell of the confusion matrix. */
export type Confused = { actual: number; predicted: number };
export type ShareState = { subject: Subject; runtime: Runtime; why?: Why };

const methodCodes: Record<AttributionMethod, string> = {
  'integrated-gradients': 'ig',
  occlusion: 'occlusion',
  saliency: 'saliency',
};

/** Runs of zeros, most of any drawing, become two bytes: 0 and their number, at most 255. */
function packZeros(pixels: Pixels): Uint8Array<ArrayBuffer> {
  const packed: number[] = [];
  for (let at = 0; at < pixels.length;) {
    const value = pixels[at] ?? 0;
    let run = 1;
    if (value === 0) while (run < 255 && pixels[at + run] === 0) run++;
    packed.push(value);
    if (value === 0) packed.push(run);
    at += run;
  }
  return Uint8Array.from(packed);
}

function unpackZeros(packed: Uint8Array, length: number): Pixels | null {
  const pixels = new Uint8Array(length);
  let at = 0;
  for (let next = 0; next < packed.length; next++) {
    const value = packed[next] ?? 0;
    if (value !== 0) pixels[at++] = value;
    else {
      const run = packed[++next];
      if (!run) return null;
      at += run;
    }
    if (at > length) return null;
  }
  return at === length ? pixels : null;
}

/** A comma needs no escape in a fragment. */
function readable(params: URLSearchParams): string {
  return `#${String(params).replaceAll('%2C', ',')}`;
}

/** The fragment of a link to the images of a cell of the confusion matrix: `#confused=6,0`. */
export function confusedHash({ actual, predicted }: Confused): string {
  return `#confused=${actual},${predicted}`;
}

/**
 * The cell of the confusion matrix that a fragment names, alone or beside a picture.
 *
 * @param classes how many there are
 * @returns `null` for anything else
 */
export function confusedFromHash(hash: string, classes: number): Confused | null {
  const named = new URLSearchParams(hash.replace(/^#/, '')).get('confused');
  const [, actual, predicted] = /^(\d{1,4}),(\d{1,4})$/.exec(named ?? '') ?? [];
  const cell = { actual: Number(actual), predicted: Number(predicted) };
  return cell.actual < classes && cell.predicted < classes ? cell : null;
}

function whyOf(params: URLSearchParams, classes: number): { why?: Why } {
  const code = params.get('why');
  const method = (Object.keys(methodCodes) as AttributionMethod[]).find((name) => methodCodes[name] === code);
  if (!method) return {};
  const named = params.get('class') ?? '';
  const chosen = /^\d{1,4}$/.test(named) && Number(named) < classes ? Number(named) : null;
  return { why: { method, class: chosen } };
}

/**
 * The fragment of a link that restores a state: `#image=17&runtime=ort`, `#drawing=<base64url>`,
 * `#image=17&why=ig&class=3`.
 * The picture stays in the link: a browser does not send a fragment to the server.
 */
export function toHash({ subject, runtime, why }: ShareState, confused?: Confused): string {
  const params = new URLSearchParams(confused && { confused: `${confused.actual},${confused.predicted}` });
  if (subject.kind === 'test') params.set('image', String(subject.index));
  else
    params.set(
      'drawing',
      btoa(String.fromCharCode(...packZeros(subject.pixels)))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replaceAll('=', ''),
    );
  if (runtime !== 'tfjs') params.set('runtime', runtime);
  if (why) {
    params.set('why', methodCodes[why.method]);
    if (why.class !== null) params.set('class', String(why.class));
  }
  return readable(params);
}

/**
 * Reads {@link toHash}'s fragment.
 *
 * @param length pixels of a picture
 * @param testRows rows of the evaluation set
 * @param classes how many the model has
 * @returns `null` for anything else: a link is input from a stranger
 */
export function fromHash(hash: string, length: number, testRows: number, classes: number): ShareState | null {
  const params = new URLSearchParams(hash.replace(/^#/, ''));
  const why = whyOf(params, classes);
  const runtime: Runtime = params.get('runtime') === 'ort' ? 'ort' : 'tfjs';
  const image = params.get('image');
  if (image !== null) {
    const index = Number(image);
    if (!/^\d{1,9}$/.test(image) || index >= testRows) return null;
    return { subject: { kind: 'test', index }, runtime, ...why };
  }
  const drawing = params.get('drawing');
  if (drawing === null) return null;
  try {
    const packed = atob(drawing.replaceAll('-', '+').replaceAll('_', '/'));
    const pixels = unpackZeros(
      Uint8Array.from(packed, (character) => character.charCodeAt(0)),
      length,
    );
    return pixels && { subject: { kind: 'pixels', pixels }, runtime, ...why };
  } catch {
    return null;
  }
}
