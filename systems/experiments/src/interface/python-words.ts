import { WholeFloat } from './json.ts';

/** The type of a JSON value as Python names it, for texts that clients of MLflow know. */
export function pythonTypeOf(value: unknown): string {
  if (value === null || value === undefined) return 'NoneType';
  if (Array.isArray(value)) return 'list';
  if (value instanceof WholeFloat) return 'float';
  switch (typeof value) {
    case 'string':
      return 'str';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return Number.isInteger(value) ? 'int' : 'float';
    default:
      return 'dict';
  }
}

/** A value as Python's `json.dumps(value, sort_keys=True, separators=(",", ":"))` writes it. */
export function pythonJson(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(',')}]`;
  if (value instanceof WholeFloat) return pythonFloat(value.value);
  if (typeof value === 'object')
    return `{${Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, each]) => `${pythonJson(key)}:${pythonJson(each)}`)
      .join(',')}}`;
  if (typeof value === 'string') return asciiOnly(JSON.stringify(value));
  return typeof value === 'number' ? JSON.stringify(value) : String(value as bigint | boolean);
}

/** A value as Python's `json.dumps(value)` writes it: in the order that it has, with spaces. */
export function pythonDumps(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonDumps).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return pythonJson(value);
  return `{${Object.entries(value)
    .map(([key, each]) => `${pythonJson(key)}: ${pythonDumps(each)}`)
    .join(', ')}}`;
}

/** A text as Python's `repr` writes it. */
export function pythonRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll(
      // eslint-disable-next-line no-control-regex
      /[\x00-\x1f\x7f-\xa0\xad]/g,
      (each) => `\\x${each.charCodeAt(0).toString(16).padStart(2, '0')}`,
    );
  return `${quote}${escaped}${quote}`;
}

/** A list of texts as Python prints it. */
export const pythonList = (texts: readonly string[]): string => `[${texts.map(pythonRepr).join(', ')}]`;

const asciiOnly = (json: string): string =>
  json.replaceAll(/[\u0080-\uffff]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A floating-point number as Python prints it. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude >= 1e16 || magnitude < 1e-4))
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  return Number.isInteger(value) ? `${Object.is(value, -0) ? '-0' : value}.0` : String(value);
}
