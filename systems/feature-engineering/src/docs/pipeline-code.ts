import type { TransformerSpec } from '../transformers/transformer.ts';

/** So many letters stand in a line. */
const widest = 90;

/** A pipeline as TypeScript that fits and uses it. */
export const pipelineCode = (spec: TransformerSpec, stateFile: string): string =>
  [
    "import { readFile } from 'node:fs/promises';",
    "import { compile, fit, readState, type Frame } from '@modelfolio/feature-engineering';",
    '',
    '/** What is fitted. */',
    `const pipeline = ${literal(spec, '')};`,
    '',
    '/** Fits it on other rows. */',
    'export const refit = (rows: Frame) => fit(pipeline, rows);',
    '',
    `const file = ${quoted(stateFile)};`,
    "export const { names, run } = compile(await readState(await readFile(file, 'utf8'), file));",
    '',
  ].join('\n');

/** A JSON value as TypeScript, on one line where it fits. */
function literal(value: unknown, indent: string): string {
  const line = onOneLine(value);
  if (typeof value !== 'object' || value === null || indent.length + line.length <= widest) return line;
  const inner = `${indent}  `;
  if (Array.isArray(value))
    return `[\n${value.map((one: unknown) => `${inner}${literal(one, inner)},\n`).join('')}${indent}]`;
  const fields = Object.entries(value).map(
    ([key, own]: [string, unknown]) => `${inner}${keyOf(key)}: ${literal(own, inner)},\n`,
  );
  return `{\n${fields.join('')}${indent}}`;
}

function onOneLine(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  const fields = Object.entries(value).map(([key, own]) => `${keyOf(key)}: ${onOneLine(own)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

const keyOf = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key));

/** Escaped as JSON is, in single quotes where that changes nothing. */
function quoted(text: string): string {
  const json = JSON.stringify(text);
  return /['\\]/.test(json) ? json : `'${json.slice(1, -1)}'`;
}
