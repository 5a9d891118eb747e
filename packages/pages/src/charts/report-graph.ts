import { Graph, layout } from '@dagrejs/dagre';
import type { ReportGraph } from '@modelfolio/schemas';
import { escapeHtml } from '../html.ts';

const height = 44;
const margin = 4;

/**
 * Draws a report's graph to SVG text at build time: boxes in layers from left to right, arrows between them.
 */
export function reportGraph({ title, nodes, edges }: ReportGraph): string {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 10, ranksep: 44, marginx: margin, marginy: margin });
  graph.setDefaultEdgeLabel(() => ({}));
  // Added backwards and turned over below, a layer without crossings keeps the order in which it was given.
  for (const { id, label, note } of nodes.toReversed())
    graph.setNode(id, { width: widthOf(label, note), height });
  for (const [from, to] of edges) graph.setEdge(from, to);
  layout(graph);
  const size = graph.graph() as { width: number; height: number };
  const place = (id: string): Point & { width: number } => {
    const { x, y, width } = graph.node(id);
    return { x, y: size.height - y, width };
  };
  const boxes = nodes.map(({ id }) => {
    const { x, y, width } = place(id);
    return `<rect x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${width}" height="${height}" rx="8"/>`;
  });
  const arrows = graph.edges().map((edge) => {
    const [from, to] = [place(edge.v), place(edge.w)];
    // Past the layers between; the ends are those of the boxes' middles.
    const bends = (graph.edge(edge) as { points: Point[] }).points
      .slice(1, -1)
      .map(({ x, y }) => ({ x, y: size.height - y }));
    const start = { x: from.x + from.width / 2, y: from.y };
    const end = { x: to.x - to.width / 2 - 6, y: to.y };
    return `<path d="${curve(start, bends.length > 1 ? bends : [], end)}"/>`;
  });
  const labels = nodes.map(({ id, label, note }) => {
    const { x, y } = place(id);
    const first = `<text x="${round(x)}" y="${round(note === null ? y + 5 : y - 2)}">${escapeHtml(label)}</text>`;
    return note === null
      ? first
      : `${first}<text x="${round(x)}" y="${round(y + 14)}" class="note">${escapeHtml(note)}</text>`;
  });
  const [wide, high] = [Math.ceil(size.width), Math.ceil(size.height)];
  return (
    `<svg viewBox="0 0 ${wide} ${high}" width="${wide}" height="${high}" role="img" data-pagefind-ignore aria-label="${escapeHtml(title)}">` +
    `<g class="boxes">${boxes.join('')}</g><g class="arrows">${arrows.join('')}</g><g class="labels">${labels.join('')}</g></svg>`
  );
}

/** Room for the longer line at the size that the theme prints it. */
const widthOf = (label: string, note: string | null): number =>
  Math.ceil(Math.max(72, 24 + 8.4 * label.length, 24 + 6.6 * (note?.length ?? 0)));

interface Point {
  x: number;
  y: number;
}

/** A curve that leaves and arrives level, straight between its bends. */
function curve(start: Point, bends: readonly Point[], end: Point): string {
  const stops = [...bends, end];
  let from = start;
  const pieces = stops.map((to) => {
    const middle = round((from.x + to.x) / 2);
    const piece = `C${middle} ${round(from.y)} ${middle} ${round(to.y)} ${at(to)}`;
    from = to;
    return piece;
  });
  return `M${at(start)}${pieces.join('')}`;
}

const at = ({ x, y }: Point): string => `${round(x)} ${round(y)}`;
const round = (value: number): number => Number(value.toFixed(1));
