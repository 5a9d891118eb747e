import { DemoError } from '@modelfolio/pages/demo-error';
import { useRef, useState } from 'preact/hooks';
import type { DemoModel } from './demo-model.ts';
import type { Pixels } from './drawing.ts';
import { decodeUpload } from '../image/decode-upload.ts';
import { toDataSet, type ConversionStep } from '../image/to-data-set.ts';
import { byteSize } from '@modelfolio/pages/numbers';
import { readTestImage } from './test-set.ts';

/** The picture in front of the model, and where it came from. */
export type Picture =
  | { kind: 'drawing'; pixels: Pixels }
  | { kind: 'test'; pixels: Pixels; index: number; label: number }
  | { kind: 'upload'; pixels: Pixels; source: string; steps: ConversionStep[] };

/** Says what is going on, in a live region. */
export type Notice = { tone: 'info' | 'error'; text: string } | null;

const undoLimit = 100;
const message = (error: unknown) => (error instanceof Error ? error.message : String(error));

/**
 * The picture of a playground with its history, and the ways to another one.
 *
 * @param onTouch called before anything is fetched for the first time, and at each new picture
 */
export function useSubject(model: DemoModel, onPicture: (picture: Picture) => void) {
  const blank = (): Picture => ({ kind: 'drawing', pixels: new Uint8Array(model.width * model.height) });
  const [picture, setPicture] = useState<Picture>(blank);
  const [history, setHistory] = useState<Picture[]>([]);
  const [notice, setNotice] = useState<Notice>(null);
  const latest = useRef(picture);
  const fetching = useRef<AbortController | null>(null);

  function show(next: Picture, keepsPrevious = true): void {
    fetching.current?.abort();
    const previous = latest.current;
    if (keepsPrevious) setHistory((past) => [...past.slice(1 - undoLimit), previous]);
    latest.current = next;
    setPicture(next);
    setNotice(null);
    onPicture(next);
  }

  async function showTest(index: number): Promise<void> {
    fetching.current?.abort();
    const { signal } = (fetching.current = new AbortController());
    let loaded = 0;
    setNotice({ tone: 'info', text: `Fetching test image ${index}` });
    try {
      const image = await readTestImage(
        model,
        index,
        (count) => {
          loaded += count;
          if (!signal.aborted)
            setNotice({ tone: 'info', text: `Fetching test image ${index}: ${byteSize(loaded)}` });
        },
        signal,
      );
      if (!signal.aborted) show({ kind: 'test', index, ...image });
    } catch (error) {
      if (!signal.aborted) setNotice({ tone: 'error', text: `Test image ${index}: ${message(error)}` });
    }
  }

  async function showUpload(file: Blob, name: string): Promise<void> {
    setNotice({ tone: 'info', text: `Reading ${name}` });
    try {
      const { header, image } = await decodeUpload(file);
      const { pixels, steps } = toDataSet(image, model);
      const source = `${name}: ${header.format}, ${header.width}×${header.height} pixels`;
      show({ kind: 'upload', pixels, steps, source });
    } catch (error) {
      const text =
        error instanceof DemoError ? error.message : `${name} could not be read: ${message(error)}`;
      setNotice({ tone: 'error', text });
    }
  }

  function undo(): void {
    const previous = history.at(-1);
    if (!previous) return;
    setHistory((past) => past.slice(0, -1));
    show(previous, false);
  }

  return {
    picture,
    notice,
    setNotice,
    canUndo: history.length > 0,
    show,
    showTest,
    showUpload,
    undo,
    clear: () => show(blank()),
    draw: (pixels: Pixels, begins: boolean) => show({ kind: 'drawing', pixels }, begins),
  };
}
