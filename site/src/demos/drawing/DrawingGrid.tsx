import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { ComponentChildren, TargetedKeyboardEvent, TargetedPointerEvent } from 'preact';
import { fillArea, paintCell, paintStroke, type GridPoint, type GridSize, type Pixels } from './drawing.ts';
import { paintCanvas } from './paint-canvas.ts';

export type Tool = 'brush' | 'eraser' | 'fill';

type Props = {
  pixels: Pixels;
  size: GridSize;
  tool: Tool;
  radius: number;
  /** @param begins whether a new stroke begins, which is what "undo" takes back */
  onDraw: (pixels: Pixels, begins: boolean) => void;
  onUndo: () => void;
  /** Where a stroke stands that began before this grid was there. */
  resume?: GridPoint | null;
  /** What lies over the drawing and lets the pointer through. */
  children?: ComponentChildren;
};

const shade = 255;
/** Number of the cell that holds a coordinate, the nearest one outside the grid. */
const inside = (value: number, limit: number) => Math.min(limit - 1, Math.max(0, Math.floor(value)));
const steps: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The grid to draw on with mouse, finger, pen or keyboard. */
export function DrawingGrid(props: Props) {
  const { pixels, size, tool, radius, onDraw, onUndo, resume = null, children } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const last = useRef<GridPoint | null>(resume);
  const current = useRef(pixels);
  const help = useId();
  const [cursor, setCursor] = useState({ column: size.width >> 1, row: size.height >> 1 });
  const [keyboard, setKeyboard] = useState(false);
  const [said, say] = useState('');

  useEffect(() => {
    current.current = pixels;
    if (canvas.current) paintCanvas(canvas.current, { ...size, pixels });
  }, [pixels, size]);

  function draw(next: Pixels, begins: boolean): void {
    current.current = next;
    onDraw(next, begins);
  }

  function place(event: { clientX: number; clientY: number }): GridPoint {
    const box = canvas.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    return {
      x: ((event.clientX - box.left) / box.width) * size.width,
      y: ((event.clientY - box.top) / box.height) * size.height,
    };
  }

  function pointerDown(event: TargetedPointerEvent<HTMLCanvasElement>): void {
    if (event.button !== 0 && event.button !== 5) return;
    setKeyboard(false);
    const point = place(event);
    if (tool === 'fill') {
      const index = inside(point.y, size.height) * size.width + inside(point.x, size.width);
      draw(fillArea(current.current, size, index, shade), true);
      return;
    }
    event.currentTarget.setPointerCapture(event.pointerId);
    last.current = point;
    stroke(point, point, event.button === 5, true);
  }

  function stroke(from: GridPoint, to: GridPoint, penEraser: boolean, begins: boolean): void {
    const brush = { radius, shade, erase: tool === 'eraser' || penEraser };
    draw(paintStroke(current.current, size, from, to, brush), begins);
  }

  function pointerMove(event: TargetedPointerEvent<HTMLCanvasElement>): void {
    if (!last.current || event.buttons === 0) return;
    // A fast finger reports several places at once.
    const places = event.getCoalescedEvents?.() ?? [];
    for (const part of places.length > 0 ? places : [event]) {
      const point = place(part);
      stroke(last.current, point, (event.buttons & 32) !== 0, false);
      last.current = point;
    }
  }

  function keyDown(event: TargetedKeyboardEvent<HTMLCanvasElement>): void {
    const step = steps[event.key];
    const key = event.key.toLowerCase();
    const index = cursor.row * size.width + cursor.column;
    if ((event.ctrlKey || event.metaKey) && key === 'z') onUndo();
    else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (step) {
      const column = Math.min(size.width - 1, Math.max(0, cursor.column + step[0]));
      const row = Math.min(size.height - 1, Math.max(0, cursor.row + step[1]));
      setCursor({ column, row });
      const value = current.current[row * size.width + column] ?? 0;
      say(`Row ${row + 1}, column ${column + 1}, ${value > 127 ? 'light' : value > 0 ? 'grey' : 'black'}`);
    } else if (key === 'e' || (key === ' ' && (event.shiftKey || tool === 'eraser'))) {
      draw(paintCell(current.current, index, 0), true);
      say('Erased');
    } else if (key === 'f' || (key === ' ' && tool === 'fill')) {
      draw(fillArea(current.current, size, index, shade), true);
      say('Filled');
    } else if (key === ' ') {
      draw(paintCell(current.current, index, shade), true);
      say('Painted');
    } else return;
    event.preventDefault();
    setKeyboard(true);
  }

  return (
    <div class="grid-frame">
      <canvas
        ref={canvas}
        class="grid"
        width={size.width}
        height={size.height}
        tabIndex={0}
        role="application"
        aria-roledescription="drawing grid"
        aria-label={`Drawing of ${size.width} by ${size.height} cells`}
        aria-describedby={help}
        onPointerDown={pointerDown}
        onPointerMove={pointerMove}
        onPointerUp={() => (last.current = null)}
        onPointerCancel={() => (last.current = null)}
        onKeyDown={keyDown}
        onBlur={() => setKeyboard(false)}
      />
      {children}
      {keyboard && (
        <span
          class="grid-cursor"
          style={{
            left: `${(100 * cursor.column) / size.width}%`,
            top: `${(100 * cursor.row) / size.height}%`,
            width: `${100 / size.width}%`,
            height: `${100 / size.height}%`,
          }}
        />
      )}
      <p class="hidden" id={help}>
        Arrow keys move, Space paints a cell, E or Shift+Space erases it, F fills the area, Control+Z takes
        back.
      </p>
      <p class="hidden" aria-live="polite">
        {said}
      </p>
    </div>
  );
}
