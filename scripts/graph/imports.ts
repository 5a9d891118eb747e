import { parseSync } from 'oxc-parser';

/** Something that a file imports, as it is written there. */
export interface Import {
  specifier: string;
  /** From 1. */
  line: number;
  /** Only for the types: nothing of it is left when it runs. */
  isType: boolean;
  /** In a script of a page, not in what makes the page. */
  inPage: boolean;
}

/**
 * What a source file imports: values, types, files of workers, and what it imports when it runs.
 *
 * @param file its ending says what it is: TypeScript, JavaScript, with JSX, or Astro
 * @throws Error that names the file when it cannot be parsed
 */
export function importsOf(file: string, text: string): Import[] {
  const imports = scriptsIn(file, text).flatMap(({ name, script, line, inPage }) =>
    specifiersIn(name, script).map(({ start, ...found }) => ({
      ...found,
      line: line + script.slice(0, start).split('\n').length - 1,
      inPage,
    })),
  );
  return imports.toSorted((a, b) => a.line - b.line);
}

interface Script {
  name: string;
  script: string;
  /** Line of the file that it begins in. */
  line: number;
  inPage: boolean;
}

/** An Astro component holds its front matter and the scripts of the page. */
function scriptsIn(file: string, text: string): Script[] {
  if (!file.endsWith('.astro')) return [{ name: file, script: text, line: 1, inPage: false }];
  const parts = [
    ...text.matchAll(/^---\n(?<script>[\s\S]*?)\n---/g),
    ...text.matchAll(/<script(?![^>]*\bis:inline\b)[^>]*>(?<script>[\s\S]*?)<\/script>/g),
  ];
  return parts.map((part) => {
    const script = part.groups?.['script'] ?? '';
    const before = text.slice(0, part.index + part[0].indexOf(script));
    return {
      name: `${file}.ts`,
      script,
      line: before.split('\n').length,
      inPage: part[0].startsWith('<script'),
    };
  });
}

interface Found {
  specifier: string;
  start: number;
  isType: boolean;
}

function specifiersIn(name: string, script: string): Found[] {
  const { module, errors } = parseSync(name, script);
  // Astro puts its front matter into a function: it may return.
  const [error] = errors.filter(({ message }) => !(name.endsWith('.astro.ts') && /'return'/.test(message)));
  if (error) throw new Error(`${name}: ${error.message}`);
  const imported = module.staticImports.map(({ moduleRequest, entries }) => ({
    ...moduleRequest,
    isType: entries.length > 0 && entries.every((entry) => entry.isType),
  }));
  const passedOn = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) => (moduleRequest ? [{ ...moduleRequest, isType }] : [])),
  );
  const later = new Set(module.dynamicImports.map(({ start }) => start));
  return [
    ...[...imported, ...passedOn].map(({ value, start, isType }) => ({ specifier: value, start, isType })),
    ...Array.from(script.matchAll(whenItRuns), (match) => ({
      specifier: match[2] as string,
      start: match.index,
      // The parser tells what is imported when it runs; `import('…').Name` elsewhere is a type.
      isType: match[0].startsWith('import') && !later.has(match.index),
    })),
  ];
}

/** `import('…')` as a value or a type, and files that a worker is made from. */
const whenItRuns = /(?:\bimport\(\s*|\bnew URL\(\s*(?=['"][^'"]+\.tsx?['"]))(['"])([^'"]+)\1/g;
