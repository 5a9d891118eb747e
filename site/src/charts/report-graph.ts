import { Graph, layout } from '@dagrejs/dagre';
import type { ReportGraph } from '@modelfolio/schemas';
import { escapeHtml } from '../html.ts';

const height = 44;
const margin = 4;

/**
 * Draws a report's graph to SVG text at build time: boxes in layers from left to right, arrows between them.
 *
 * @throws Error when an edge names a node that is not there
 */
export function reportGraph({ title, nodes, edges }: ReportGraph): string {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 10, ranksep: 44, marginx: margin, marginy: margin });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, label, note } of nodes) graph.setNode(id, { width: widthOf(label, note), height });
  for (const [from, to] of edges) {
    for (const id of [from, to])
      if (!graph.hasNode(id))
        throw new Error(`graph ${JSON.stringify(title)}: no node ${JSON.stringify(id)}`);
    graph.setEdge(from, to);
  }
  layout(graph);
  const boxes = nodes.map(({ id }) => {
    const { x, y, width } = graph.node(id);
    return `<rect x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${width}" height="${height}" rx="8"/>`;
  });
  const arrows = graph.edges().map((edge) => {
    const points = (graph.edge(edge) as { points: { x: number; y: number }[] }).points;
    return `<path d="${curve(points)}"/>`;
  });
  const labels = nodes.map(({ id, label, note }) => {
    const { x, y } = graph.node(id);
    const first = `<text x="${round(x)}" y="${round(note === null ? y + 5 : y - 2)}">${escapeHtml(label)}</text>`;
    return note === null
      ? first
      : `${first}<text x="${round(x)}" y="${round(y + 14)}" class="note">${escapeHtml(note)}</text>`;
  });
  const size = graph.graph() as { width: number; height: number };
  const [wide, high] = [Math.ceil(size.width), Math.ceil(size.height)];
  return (
    `<svg viewBox="0 0 ${wide} ${high}" width="${wide}" height="${high}" role="img" data-pagefind-ignore aria-label="${escapeHtml(title)}">` +
    `<g class="boxes">${boxes.join('')}</g><g class="arrows">${arrows.join('')}</g><g class="labels">${labels.join('')}</g></svg>`
  );
}

/** Room for the longer line at the size that the theme prints it. */
const widthOf = (label: string, note: string | null): number =>
  Math.ceil(Math.max(72, 24 + 8.4 * label.length, 24 + 6.6 * (note?.length ?? 0)));

/** A curve through the middle of the points; it ends a little before the box, where the arrow's head is. */
function curve(points: readonly { x: number; y: number }[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (!first || !last) return '';
  const end = { x: last.x - 6, y: last.y };
  const middle = (first.x + end.x) / 2;
  const through = rest.slice(0, -1);
  if (through.length <= 1)
    return `M${at(first)}C${round(middle)} ${round(first.y)} ${round(middle)} ${round(end.y)} ${at(end)}`;
  return `M${at(first)}${[...through, end].map((point) => `L${at(point)}`).join('')}`;
}

const at = ({ x, y }: { x: number; y: number }): string => `${round(x)} ${round(y)}`;
const round = (value: number): number => Number(value.toFixed(1));
