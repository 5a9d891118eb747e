/** Light-on-dark pixels of a grid, row after row, 0 to 255. */
export type Pixels = Uint8Array<ArrayBuffer>;
export type GridSize = { width: number; height: number };
/** A place on the grid in cells; the centre of the first cell is (0.5, 0.5). */
export type GridPoint = { x: number; y: number };

export type Brush = { radius: number; shade: number; erase: boolean };

/**
 * Paints a straight stroke with a soft edge one cell wide.
 * Strokes never darken what is lighter already; erasing never lightens.
 *
 * @returns a new grid
 */
export function paintStroke(
  pixels: Pixels,
  { width, height }: GridSize,
  from: GridPoint,
  to: GridPoint,
  brush: Brush,
): Pixels {
  const painted = pixels.slice();
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const lengthSquared = dx * dx + dy * dy;
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const px = column + 0.5 - from.x;
      const py = row + 0.5 - from.y;
      const along = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / lengthSquared));
      const distance = Math.hypot(px - along * dx, py - along * dy);
      const cover = Math.min(1, Math.max(0, brush.radius + 0.5 - distance));
      if (cover === 0) continue;
      const at = row * width + column;
      const old = painted[at] ?? 0;
      painted[at] = brush.erase
        ? Math.min(old, Math.round(255 * (1 - cover)))
        : Math.max(old, Math.round(brush.shade * cover));
    }
  return painted;
}

/** Sets one cell, as the keyboard does. */
export function paintCell(pixels: Pixels, index: number, value: number): Pixels {
  const painted = pixels.slice();
  painted[index] = value;
  return painted;
}

/**
 * Fills the connected cells darker than half of `shade`, starting at a cell: a drawn outline becomes a garment.
 *
 * @returns a new grid, or the same one where there is nothing to fill
 */
export function fillArea(pixels: Pixels, { width, height }: GridSize, start: number, shade: number): Pixels {
  const open = (index: number) => (pixels[index] ?? 255) < shade / 2;
  if (!open(start)) return pixels;
  const painted = pixels.slice();
  const queue = [start];
  const seen = new Set(queue);
  for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
    painted[index] = shade;
    const column = index % width;
    const neighbours = [
      column > 0 ? index - 1 : -1,
      column < width - 1 ? index + 1 : -1,
      index - width,
      index + width < width * height ? index + width : -1,
    ];
    for (const next of neighbours)
      if (next >= 0 && !seen.has(next) && open(next)) {
        seen.add(next);
        queue.push(next);
      }
  }
  return painted;
}

/** Whether nothing is on the grid. */
export const isBlank = (pixels: Pixels): boolean => pixels.every((value) => value === 0);
