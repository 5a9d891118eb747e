/** Raw columns that a value depends on: their places, ascending. */
export type Sources = readonly number[];

/**
 * What is known of a value that has a row for each row that goes in: `sizes` are those behind the rows, `columns` the
 * sources of each place, row-major. Both are `null` where the sizes are unknown.
 */
export interface ColumnFlow {
  readonly sizes: readonly number[] | null;
  readonly columns: readonly Sources[] | null;
  /** Of all places together. */
  readonly all: Sources;
}

export function union(parts: Iterable<Sources>): Sources {
  const joined = new Set<number>();
  let last: Sources | null = null;
  for (const part of parts) {
    // Neighbours are often one and the same list.
    if (part !== last) for (const one of part) joined.add(one);
    last = part;
  }
  return [...joined].toSorted((one, other) => one - other);
}

/** A value of known sizes. */
export function flowOf(sizes: readonly number[], columns: readonly Sources[]): ColumnFlow {
  return { sizes, columns, all: union(columns) };
}

/** A value of which only the sources are known. */
export function unknownFlow(all: Sources): ColumnFlow {
  return { sizes: null, columns: null, all };
}

/** A value of known sizes, each place of which depends on the same. */
export function evenFlow(sizes: readonly number[], all: Sources): ColumnFlow {
  return { sizes, columns: Array.from({ length: countOf(sizes) }, () => all), all };
}

/** A row of more places than this is not one of a table: its places are not followed. */
const mostPlaces = 1_000_000;

export function isTooWide(sizes: readonly number[]): boolean {
  return countOf(sizes) > mostPlaces;
}

export function countOf(sizes: readonly number[]): number {
  return sizes.reduce((count, size) => count * size, 1);
}

/** The same places under other sizes; unknown where they are not as many. */
export function reshaped(flow: ColumnFlow, sizes: readonly number[]): ColumnFlow {
  if (!flow.columns || countOf(sizes) !== flow.columns.length) return unknownFlow(flow.all);
  return { ...flow, sizes };
}

/** Values beside each other along an axis behind the rows. */
export function concatenated(flows: readonly ColumnFlow[], axis: number): ColumnFlow {
  const all = union(flows.map((flow) => flow.all));
  const parts: { sizes: readonly number[]; columns: readonly Sources[] }[] = [];
  for (const { sizes, columns } of flows) {
    if (!sizes || !columns || axis < 0 || axis >= sizes.length) return unknownFlow(all);
    parts.push({ sizes, columns });
  }
  const [head] = parts;
  if (!head) return unknownFlow(all);
  const fits = parts.every(
    ({ sizes }) =>
      sizes.length === head.sizes.length &&
      sizes.every((size, place) => place === axis || size === head.sizes[place]),
  );
  const width = parts.reduce((sum, { sizes }) => sum + (sizes[axis] ?? 0), 0);
  const joint = head.sizes.map((size, place) => (place === axis ? width : size));
  if (!fits || isTooWide(joint)) return unknownFlow(all);
  const outer = countOf(head.sizes.slice(0, axis));
  const columns: Sources[] = [];
  for (let block = 0; block < outer; block++)
    for (const part of parts) {
      const length = part.columns.length / outer;
      for (let at = block * length; at < (block + 1) * length; at++) columns.push(part.columns[at] ?? all);
    }
  return { sizes: joint, columns, all };
}

/** Places along an axis behind the rows, in the order that is asked for. */
export function taken(flow: ColumnFlow, axis: number, places: readonly number[]): ColumnFlow {
  const { sizes, columns, all } = flow;
  const width = sizes?.[axis];
  if (!sizes || !columns || width === undefined) return unknownFlow(all);
  if (places.some((place) => !Number.isInteger(place) || place < -width || place >= width))
    return unknownFlow(all);
  const found = sizes.map((size, at) => (at === axis ? places.length : size));
  if (isTooWide(found)) return unknownFlow(all);
  const inner = countOf(sizes.slice(axis + 1));
  const outer = countOf(sizes.slice(0, axis));
  const picked: Sources[] = [];
  for (let block = 0; block < outer; block++)
    for (const place of places) {
      const start = (block * width + (place < 0 ? place + width : place)) * inner;
      for (let from = start; from < start + inner; from++) picked.push(columns[from] ?? all);
    }
  return flowOf(found, picked);
}

/** A value made place by place of several of the same rank, spread as NumPy does. */
export function spread(flows: readonly ColumnFlow[]): ColumnFlow {
  const all = union(flows.map((flow) => flow.all));
  const [head, ...others] = flows;
  if (!head) return unknownFlow(all);
  return others.reduce<ColumnFlow>((one, other) => spreadPair(one, other, all), head);
}

function spreadPair(one: ColumnFlow, other: ColumnFlow, all: Sources): ColumnFlow {
  const { sizes, columns } = one;
  if (!sizes || !columns || !other.sizes || !other.columns || sizes.length !== other.sizes.length)
    return unknownFlow(all);
  const joint = sizes.map((size, at) => {
    const against = other.sizes?.[at] ?? 0;
    return size === against || against === 1 ? size : size === 1 ? against : -1;
  });
  if (joint.includes(-1) || isTooWide(joint)) return unknownFlow(all);
  const found = Array.from({ length: countOf(joint) }, (_, place) => {
    const own = columns[placeIn(sizes, joint, place)] ?? all;
    const theirs = other.columns?.[placeIn(other.sizes ?? [], joint, place)] ?? all;
    return own === theirs || theirs.length === 0 ? own : own.length === 0 ? theirs : union([own, theirs]);
  });
  return flowOf(joint, found);
}

/** Place in a value of smaller sizes that stands at a place of the spread one. */
function placeIn(sizes: readonly number[], joint: readonly number[], place: number): number {
  let rest = place;
  let at = 0;
  let step = 1;
  for (let axis = joint.length - 1; axis >= 0; axis--) {
    const size = joint[axis] as number;
    if (sizes[axis] !== 1) at += (rest % size) * step;
    step *= sizes[axis] as number;
    rest = Math.floor(rest / size);
  }
  return at;
}

/** Joined along axes behind the rows: sums, means, maxima. */
export function reduced(flow: ColumnFlow, axes: readonly number[], keeps: boolean): ColumnFlow {
  const { sizes, columns, all } = flow;
  if (!sizes || !columns) return unknownFlow(all);
  const kept = sizes.map((size, axis) => (axes.includes(axis) ? 1 : size));
  const parts: Sources[][] = Array.from({ length: countOf(kept) }, () => []);
  columns.forEach((one, place) => parts[placeIn(kept, sizes, place)]?.push(one));
  const joined = flowOf(kept, parts.map(union));
  return keeps ? joined : { ...joined, sizes: sizes.filter((__, axis) => !axes.includes(axis)) };
}
