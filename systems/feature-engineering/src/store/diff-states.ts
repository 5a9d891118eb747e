import type { FittedTransformer } from '../transformers/transformer.ts';

/** Something that two fitted transformers hold differently. */
export interface StateChange {
  /** Where it is: names of parts and steps, then the param or what was learned, e.g. `numbers / impute: statistics[age]`. */
  readonly path: string;
  /** `undefined` where it is not there. */
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * What one fitted transformer is or has learned that another has not. Parts and steps are compared by their names, what
 * was learned of columns by theirs.
 *
 * @example
 * diffStates(before, after); // [{ path: 'scale: mean[age]', before: 38.6, after: 38.8 }]
 */
export function diffStates(before: FittedTransformer, after: FittedTransformer): StateChange[] {
  const changes: StateChange[] = [];
  compareFitted(before, after, [], changes);
  return changes;
}

function compareFitted(
  a: FittedTransformer,
  b: FittedTransformer,
  place: string[],
  out: StateChange[],
): void {
  const at = (what: string): string => [place.join(' / '), what].filter(Boolean).join(': ');
  if (a.kind !== b.kind) {
    out.push({ path: at('kind'), before: a.kind, after: b.kind });
    return;
  }
  compareColumns(a, b, at, out);
  const isComposed = a.kind === 'Pipeline' || a.kind === 'ColumnTransformer';
  if (isComposed) {
    compareParts(partsOf(a), partsOf(b), place, out);
    const { transformers: _a, steps: _b, ...ownA } = a.params;
    const { transformers: _c, steps: _d, ...ownB } = b.params;
    compareValues(ownA, ownB, '', (path) => at(path), out);
    return;
  }
  compareValues(a.params, b.params, '', (path) => at(path), out);
  compareValues(byColumn(a), byColumn(b), '', (path) => at(path), out);
}

/** What a part of a ColumnTransformer or a step of a Pipeline is. */
interface Part {
  name: string;
  /** Without one, columns are passed through. */
  transformer: FittedTransformer | null;
}

function partsOf({ state }: FittedTransformer): Part[] {
  const { transformers, steps } = state as Record<
    'transformers' | 'steps',
    { name: string; transformer: FittedTransformer | string }[] | undefined
  >;
  return (transformers ?? steps ?? []).map(({ name, transformer }) => ({
    name,
    transformer: typeof transformer === 'string' ? null : transformer,
  }));
}

function compareParts(a: readonly Part[], b: readonly Part[], place: string[], out: StateChange[]): void {
  const others = new Map(b.map((part) => [part.name, part]));
  for (const part of a) {
    const other = others.get(part.name);
    others.delete(part.name);
    const path = [...place, part.name];
    if (part.transformer && other?.transformer) compareFitted(part.transformer, other.transformer, path, out);
    else if (!other || part.transformer !== other.transformer)
      out.push({ path: path.join(' / '), before: kindOf(part), after: other && kindOf(other) });
  }
  for (const part of others.values())
    out.push({ path: [...place, part.name].join(' / '), before: undefined, after: kindOf(part) });
}

const kindOf = ({ transformer }: Part): string => transformer?.kind ?? 'passthrough';

function compareColumns(
  a: FittedTransformer,
  b: FittedTransformer,
  at: (what: string) => string,
  out: StateChange[],
): void {
  const types = ({ columns }: FittedTransformer): Record<string, string> =>
    Object.fromEntries(columns.map(({ name, type }) => [name, type]));
  compareValues(types(a), types(b), 'columns', at, out);
}

/** What was learned, with the names of columns, or the words of a vocabulary, in place of their numbers. */
function byColumn({ columns, state }: FittedTransformer): unknown {
  if (typeof state !== 'object' || state === null) return state;
  const known = state as Record<string, unknown>;
  const words = 'vocabulary' in known ? (known['vocabulary'] as string[]) : columns.map(({ name }) => name);
  return Object.fromEntries(
    Object.entries(known).map(([key, value]) => [
      key,
      key !== 'vocabulary' && Array.isArray(value) && value.length === words.length
        ? Object.fromEntries(words.map((word, place) => [word, value[place] as unknown]))
        : value,
    ]),
  );
}

function compareValues(
  a: unknown,
  b: unknown,
  path: string,
  at: (what: string) => string,
  out: StateChange[],
): void {
  if (Object.is(a, b)) return;
  if (!isTree(a) || !isTree(b) || Array.isArray(a) !== Array.isArray(b) || isShort(a, b)) {
    if (JSON.stringify(a) !== JSON.stringify(b)) out.push({ path: at(path), before: a, after: b });
    return;
  }
  const [own, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  for (const key of new Set([...Object.keys(own), ...Object.keys(other)]))
    compareValues(own[key], other[key], path === '' ? key : `${path}[${key}]`, at, out);
}

const isTree = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Lists of words, such as categories, say more as a whole; so do lists of other lengths. */
const isShort = (a: object, b: object): boolean =>
  Array.isArray(a) && Array.isArray(b) && (a.length !== b.length || a.some((one) => typeof one === 'string'));
