import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import { RunsError } from '../../runs-error.ts';

/** A mapping of a `meta.yaml`: scalars as the text they are written in, `null` where nothing is. */
export type StoreYaml = ReadonlyMap<string, string | null | StoreYaml>;

/**
 * Reads a `meta.yaml` as MLflow writes it. Scalars stay text: ids exceed 2^53, and a run id such as `1234e5678…`,
 * which PyYAML leaves without quotes, is a number to YAML 1.2. Aliases, which MLflow never writes, are refused:
 * a few of them can stand for gigabytes.
 *
 * @throws RunsError `run-invalid`, naming line and column
 */
export function parseStoreYaml(text: string, file: string): StoreYaml {
  const lines = new LineCounter();
  const fail = (reason: string, offset: number | undefined, cause?: unknown): RunsError => {
    const { line, col } = lines.linePos(offset ?? 0);
    return new RunsError('run-invalid', reason, { file, field: `${line}:${col}`, cause });
  };
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const [error] = document.errors;
    // Deep nesting exhausts the stack of the parser.
    if (error)
      throw fail(error.message.replace(/^Maximum call stack.*/, 'nested too deep'), error.pos[0], error);
    visit(document, {
      Alias: (_, alias) => {
        throw fail('holds a YAML alias, which MLflow does not write', alias.range?.[0]);
      },
    });
    if (!isMap(document.contents)) throw fail('expected a mapping of fields', document.contents?.range[0]);
    return toTexts(document.contents) as StoreYaml;
  } catch (error) {
    if (error instanceof RangeError) throw fail('nested too deep', 0, error);
    throw error;
  }
}

/** A field that must be text, or `null` where it is missing, empty or a mapping. */
export function textField(yaml: StoreYaml, name: string): string | null {
  const value = yaml.get(name);
  return typeof value === 'string' && value !== '' ? value : null;
}

function toTexts(node: unknown): string | null | StoreYaml {
  if (isMap(node))
    return new Map(
      node.items.map(({ key, value }): [string, string | null | StoreYaml] => [
        textOfKey(key),
        toTexts(value),
      ]),
    );
  if (isSeq(node) || !isScalar(node)) return null;
  if (node.type !== 'PLAIN') return typeof node.value === 'string' ? node.value : null;
  return node.value === null ? null : (node.source ?? null);
}

function textOfKey(node: unknown): string {
  const text = toTexts(node);
  return typeof text === 'string' ? text : '';
}
