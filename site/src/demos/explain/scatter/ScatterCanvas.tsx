import { useMemo, useRef, useState } from 'preact/hooks';
import { useCanvas } from '@modelfolio/pages/use-canvas';
import type { ScatterAxis } from './scatter-axes.ts';
import type { Colouring } from './scatter-colours.ts';
import { drawAxes, drawPoints, drawingOrder, placeOf, plotSize, scatterPad } from './scatter-drawing.ts';
import { nearestRow, nextRow, type Direction, type Rectangle, type ScatterLayout } from './scatter-layout.ts';

type Props = {
  across: ScatterAxis;
  up: ScatterAxis;
  colouring: Colouring;
  layout: ScatterLayout;
  /** 1 for rows in full colour. */
  strong: Uint8Array;
  /** Row that is pointed at. */
  cursor: number | null;
  selection: Rectangle | null;
  /** Id of the text that says how it is used. */
  describedBy: string;
  onCursor: (row: number) => void;
  onSelect: (rectangle: Rectangle | null) => void;
  onOpen: (row: number) => void;
};

/** A press of a shorter way than this is a click. */
const dragFrom = 5;
const reach = 14;
const directions: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};
const share = (value: number): string => `${(100 * value).toFixed(2)}%`;

/** Rows as points: a pointer drags a rectangle, arrow keys go from point to point. */
export function ScatterCanvas(props: Props) {
  const { across, up, colouring, layout, strong, cursor, selection, describedBy } = props;
  const [drag, setDrag] = useState<Rectangle | null>(null);
  const press = useRef<{ place: [number, number]; left: number; top: number } | null>(null);
  const { order, faint } = useMemo(() => drawingOrder(layout, strong), [layout, strong]);
  const canvas = useCanvas(
    (drawing, slice) => {
      if (slice === 0) drawAxes(drawing, across, up, layout);
      return drawPoints(drawing, slice, layout, colouring, order, faint);
    },
    [layout, order, colouring],
  );
  const extent = () => plotSize(canvas.current?.clientWidth ?? 1, canvas.current?.clientHeight ?? 1);

  function placed(event: PointerEvent): { place: [number, number]; left: number; top: number } {
    const box = canvas.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    const [left, top] = [event.clientX - box.left, event.clientY - box.top];
    return { place: placeOf(left, top, box.width, box.height), left, top };
  }
  function move(event: PointerEvent): void {
    const from = press.current;
    if (!from) return;
    const to = placed(event);
    if (drag || Math.hypot(to.left - from.left, to.top - from.top) >= dragFrom)
      setDrag({ x: span(from.place[0], to.place[0]), y: span(from.place[1], to.place[1]) });
  }
  function release(event: PointerEvent): void {
    const pressed = press.current !== null;
    press.current = null;
    setDrag(null);
    if (drag) return props.onSelect(drag);
    const row = pressed ? nearestRow(layout, placed(event).place, extent(), reach) : null;
    if (row !== null) props.onCursor(row);
  }
  function key(event: KeyboardEvent): void {
    const direction = directions[event.key];
    if (direction) {
      event.preventDefault();
      const here = cursor !== null && hasPlace(layout, cursor) ? cursor : null;
      const next =
        here === null
          ? nearestRow(layout, [0.5, 0.5], extent(), Infinity)
          : nextRow(layout, here, direction, extent());
      if (next !== null) props.onCursor(next);
    } else if (event.key === 'Enter' && cursor !== null) {
      event.preventDefault();
      props.onOpen(cursor);
    } else if (event.key === 'Escape') props.onSelect(null);
  }

  const shown = drag ?? selection;
  return (
    <div class="scatter">
      <canvas
        ref={canvas}
        tabIndex={0}
        role="application"
        aria-roledescription="scatter plot"
        aria-label={`${up.title} against ${across.title}, ${layout.placed.toLocaleString('en')} rows`}
        aria-describedby={describedBy}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          press.current = placed(event);
          canvas.current?.setPointerCapture(event.pointerId);
        }}
        onPointerMove={move}
        onPointerUp={release}
        onPointerCancel={() => {
          press.current = null;
          setDrag(null);
        }}
        onKeyDown={key}
      />
      <div
        class="scatter-over"
        aria-hidden="true"
        style={{
          inset: `${scatterPad.top}px ${scatterPad.right}px ${scatterPad.bottom}px ${scatterPad.left}px`,
        }}
      >
        {shown && (
          <span
            class="scatter-selection"
            style={{
              left: share(shown.x[0]),
              right: share(1 - shown.x[1]),
              bottom: share(shown.y[0]),
              top: share(1 - shown.y[1]),
            }}
          />
        )}
        {cursor !== null && hasPlace(layout, cursor) && (
          <span
            class="scatter-cursor"
            style={{ left: share(layout.x[cursor] ?? 0), bottom: share(layout.y[cursor] ?? 0) }}
          />
        )}
      </div>
    </div>
  );
}

const span = (one: number, other: number): [number, number] => [Math.min(one, other), Math.max(one, other)];

const hasPlace = ({ x, y }: ScatterLayout, row: number): boolean =>
  !Number.isNaN(x[row] ?? Number.NaN) && !Number.isNaN(y[row] ?? Number.NaN);
