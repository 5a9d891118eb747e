import { useEffect, useRef } from 'preact/hooks';
import type { GridSize } from '../drawing/drawing.ts';
import { fullColour, mapPixels } from './map-colours.ts';
import { useMapColours } from './use-map-colours.ts';

type Props = {
  /** `[height, width]` */
  values: Float32Array;
  size: GridSize;
  /** From 0, the picture alone, to 1, the map alone. */
  opacity: number;
};

/** An explanation over its picture; what it says stands in words and in a table beside it. */
export function AttributionMap({ values, size: { width, height }, opacity }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const colours = useMapColours(canvas);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !colours) return;
    context.putImageData(new ImageData(mapPixels(values, fullColour(values), colours), width, height), 0, 0);
  }, [values, width, height, colours]);
  return (
    <canvas
      ref={canvas}
      class="attribution-map"
      width={width}
      height={height}
      style={{ opacity }}
      aria-hidden="true"
    />
  );
}
