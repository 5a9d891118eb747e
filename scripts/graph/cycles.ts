/**
 * The cycles of a directed graph: its strongly connected components of more than one node (Tarjan 1972,
 * https://doi.org/10.1137/0201010), each sorted.
 *
 * @param edges for each node, the nodes that it points to
 */
export function cyclesOf(edges: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const cycles: string[][] = [];

  const visit = (node: string): void => {
    order.set(node, order.size);
    low.set(node, order.size - 1);
    stack.push(node);
    onStack.add(node);
    for (const next of edges.get(node) ?? []) {
      if (!order.has(next)) visit(next);
      else if (!onStack.has(next)) continue;
      low.set(node, Math.min(low.get(node) as number, low.get(next) as number));
    }
    if (low.get(node) !== order.get(node)) return;
    const component = stack.splice(stack.indexOf(node));
    for (const each of component) onStack.delete(each);
    if (component.length > 1) cycles.push(component.toSorted());
  };
  for (const node of edges.keys()) if (!order.has(node)) visit(node);
  return cycles.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1));
}

/**
 * How high each node of a graph without cycles stands: 0 where it points to nothing, else one above the highest that it
 * points to.
 */
export function heights(edges: ReadonlyMap<string, ReadonlySet<string>>): Map<string, number> {
  const known = new Map<string, number>();
  const heightOf = (node: string, above: readonly string[]): number => {
    const found = known.get(node);
    if (found !== undefined) return found;
    if (above.includes(node)) return 0;
    const below = [...(edges.get(node) ?? [])].map((next) => heightOf(next, [...above, node]));
    const height = below.length === 0 ? 0 : Math.max(...below) + 1;
    known.set(node, height);
    return height;
  };
  for (const node of edges.keys()) heightOf(node, []);
  return known;
}
