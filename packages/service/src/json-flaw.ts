/** What keeps a value from being exchanged as JSON as it is. */
export interface JsonFlaw {
  readonly kind: 'not-finite' | 'too-deep';
  /** Where, e.g. `rows[0].age`; empty for the value itself. */
  readonly path: string;
  /** The number that is none, e.g. `NaN`; the depth otherwise. */
  readonly found: number;
}

/** A value inside others, and the way to it. */
interface Node {
  readonly value: object;
  readonly key: string | number;
  readonly parent: Node | null;
  readonly depth: number;
}

/** Levels of arrays and objects that are enough for anybody. */
export const maxJsonDepth = 64;

/**
 * The first flaw that is found in a value: a number that JSON has no word for (which `JSON.stringify` turns into `null`, and
 * which `JSON.parse` makes of `1e999`), also in typed arrays and dates, or nesting that would overflow the stack of whatever
 * walks through it by recursion. `null` for none.
 *
 * @param onTypedArray called where a typed array is found, which `JSON.stringify` takes for an object
 */
export function jsonFlaw(
  value: unknown,
  deepest = maxJsonDepth,
  onTypedArray: () => void = () => {},
): JsonFlaw | null {
  if (typeof value === 'number' && !Number.isFinite(value))
    return { kind: 'not-finite', path: '', found: value };
  const open: Node[] = [];
  if (isInside(value)) open.push({ value, key: '', parent: null, depth: 1 });
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.depth > deepest) return { kind: 'too-deep', path: pathOf(node), found: node.depth };
    if (ArrayBuffer.isView(node.value)) onTypedArray();
    const wrong = notFinite(node, open);
    if (wrong !== null) return { kind: 'not-finite', path: pathOf(wrong.node), found: wrong.found };
  }
  return null;
}

type Wrong = { node: Node; found: number } | null;

/** The first number of a value that is not finite; what has an inside of its own is put where it is looked at later. */
function notFinite(node: Node, open: Node[]): Wrong {
  const { value } = node;
  const inside = (key: string | number, own: unknown): Node => ({
    value: own as object,
    key,
    parent: node,
    depth: node.depth + 1,
  });
  if (value instanceof Date) return Number.isFinite(value.getTime()) ? null : { node, found: Number.NaN };
  if (ArrayBuffer.isView(value)) {
    if (!isFloatArray(value)) return null;
    const at = value.findIndex((each) => !Number.isFinite(each));
    return at === -1 ? null : { node: inside(at, null), found: value[at] ?? Number.NaN };
  }
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) {
      const own: unknown = value[at];
      if (typeof own === 'number') {
        if (!Number.isFinite(own)) return { node: inside(at, null), found: own };
      } else if (isInside(own)) open.push(inside(at, own));
    }
    return null;
  }
  for (const key in value) {
    const own = (value as Record<string, unknown>)[key];
    if (typeof own === 'number') {
      if (!Number.isFinite(own)) return { node: inside(key, null), found: own };
    } else if (isInside(own)) open.push(inside(key, own));
  }
  return null;
}

const isInside = (value: unknown): value is object => typeof value === 'object' && value !== null;

const isFloatArray = (value: ArrayBufferView): value is Float32Array | Float64Array =>
  value instanceof Float32Array || value instanceof Float64Array;

function pathOf(node: Node): string {
  const keys: (string | number)[] = [];
  for (let at: Node | null = node; at?.parent; at = at.parent) keys.unshift(at.key);
  // The path of something that is too deep is as long as it is deep.
  const shown = keys.slice(0, 20);
  const text = shown.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key.slice(0, 60)}`)).join('');
  return `${text.replace(/^\./, '')}${keys.length > shown.length ? '…' : ''}`;
}
