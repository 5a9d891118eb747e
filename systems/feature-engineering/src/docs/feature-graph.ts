import { listed } from '@modelfolio/failures/listed';
import type { ReportGraph } from '@modelfolio/schemas';
import { z } from 'zod';
import { compile } from '../fit.ts';
import { kinds } from '../transformers/registry.ts';
import { fittedTransformer, type FittedTransformer } from '../transformers/transformer.ts';

/** More columns, or features, than this are one box. */
const mostBoxes = 6;
const part = z.object({
  columns: z.array(z.string()).default([]),
  transformer: z.union([z.literal('passthrough'), fittedTransformer]),
});
const composed = z.object({ transformers: z.array(part).default([]), steps: z.array(part).default([]) });

/** Boxes that features come from, and how many. */
interface End {
  ids: string[];
  count: number;
}
/** Boxes that columns of these names come from. */
type Origin = (columns: readonly string[]) => string[];

/** The way of a feature: raw columns, the steps that they go through, and what comes out. Many are one box. */
export function lineageGraph(fitted: FittedTransformer, title: string): ReportGraph {
  const graph: ReportGraph = { title, nodes: [], edges: [] };
  const known = new Map<string, string>();
  const add = (label: string, note: string | null): string => {
    const id = `n${graph.nodes.length}`;
    graph.nodes.push({ id, label, note });
    return id;
  };
  const once = (label: string, note: string | null): string => {
    const key = JSON.stringify([label, note]);
    const id = known.get(key) ?? add(label, note);
    known.set(key, id);
    return id;
  };
  const raw: Origin = (columns) =>
    columns.length > mostBoxes
      ? [once(`${columns.length} columns`, listed(columns, 3))]
      : columns.map((name) => once(name, 'column'));

  const walk = (one: FittedTransformer, from: Origin): End[] => {
    const { transformers, steps } = composed.parse(one.state);
    if (one.kind === 'ColumnTransformer')
      return transformers.flatMap(({ columns, transformer }) =>
        transformer === 'passthrough' ? unchanged(columns, from) : walk(transformer, from),
      );
    if (one.kind === 'Pipeline') {
      let ends: End[] = [];
      let origin = from;
      for (const { transformer } of steps) {
        if (transformer === 'passthrough') continue;
        ends = walk(transformer, origin);
        const ids = ends.flatMap((end) => end.ids);
        origin = () => ids;
      }
      return ends;
    }
    const sources = from(one.columns.map(({ name }) => name));
    const id = add(one.kind, configured(one));
    for (const source of sources) graph.edges.push([source, id]);
    return [{ ids: [id], count: compile(one).names.length }];
  };

  const { names } = compile(fitted);
  let at = 0;
  for (const { ids, count } of walk(fitted, raw)) {
    const own = names.slice(at, (at += count));
    const boxes =
      own.length > mostBoxes
        ? [add(`${own.length} features`, listed(own, 3))]
        : own.map((name) => add(name, 'feature'));
    for (const id of ids) for (const box of boxes) graph.edges.push([id, box]);
  }
  return graph;
}

/** Each column is its own feature, but where there are many. */
const unchanged = (columns: readonly string[], from: Origin): End[] =>
  columns.length > mostBoxes
    ? [{ ids: from(columns), count: columns.length }]
    : columns.map((name) => ({ ids: from([name]), count: 1 }));

/** The params that are not as by default, in words. */
function configured({ kind, params }: FittedTransformer): string | null {
  const { data } = kinds(kind).params.safeParse({});
  const defaults = (data ?? {}) as Record<string, unknown>;
  const words = Object.entries(params)
    .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(defaults[key]))
    .map(([key, value]) => `${key} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
  if (words === '') return null;
  return words.length > 60 ? `${words.slice(0, 57)}…` : words;
}

/** A graph as a Mermaid flowchart. */
export function mermaid({ nodes, edges }: ReportGraph): string {
  const boxes = nodes.map(({ id, label, note }) => {
    const words = [label, ...(note === null ? [] : [note])].map(mermaidText).join('<br/>');
    return `  ${id}["${words}"]`;
  });
  return ['flowchart LR', ...boxes, ...edges.map(([from, to]) => `  ${from} --> ${to}`)].join('\n');
}

/** Text that Mermaid shows as it is: its signs as entities, which it writes with `#`. */
const mermaidText = (text: string): string =>
  text.replaceAll(/["#&<>`\\[\]{}()|\n\r]/g, (sign) => `#${sign.codePointAt(0) ?? 32};`);
