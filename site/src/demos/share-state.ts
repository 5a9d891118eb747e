import type { Pixels } from './drawing.ts';
import type { Runtime } from './engine/inference-engine.ts';

/** What is being looked at. */
export type Subject = { kind: 'test'; index: number } | { kind: 'pixels'; pixels: Pixels };
export type ShareState = { subject: Subject; runtime: Runtime };

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

/**
 * The fragment of a link that restores a state: `#image=17&runtime=ort` or `#drawing=<base64url>`.
 * The picture stays in the link: a browser does not send a fragment to the server.
 */
export function toHash({ subject, runtime }: ShareState): string {
  const params = new URLSearchParams();
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
  return `#${params}`;
}

/**
 * Reads {@link toHash}'s fragment.
 *
 * @param length pixels of a picture
 * @param testRows rows of the evaluation set
 * @returns `null` for anything else: a link is input from a stranger
 */
export function fromHash(hash: string, length: number, testRows: number): ShareState | null {
  const params = new URLSearchParams(hash.replace(/^#/, ''));
  const runtime: Runtime = params.get('runtime') === 'ort' ? 'ort' : 'tfjs';
  const image = params.get('image');
  if (image !== null) {
    const index = Number(image);
    if (!/^\d{1,9}$/.test(image) || index >= testRows) return null;
    return { subject: { kind: 'test', index }, runtime };
  }
  const drawing = params.get('drawing');
  if (drawing === null) return null;
  try {
    const packed = atob(drawing.replaceAll('-', '+').replaceAll('_', '/'));
    const pixels = unpackZeros(
      Uint8Array.from(packed, (character) => character.charCodeAt(0)),
      length,
    );
    return pixels && { subject: { kind: 'pixels', pixels }, runtime };
  } catch {
    return null;
  }
}
