import type { RunRecord } from '@modelfolio/schemas';

/**
 * The text of a run's record: each field, and each entry of a field, on a line of its own. A history is one line, so that
 * a difference shows which metric went on, and ten thousand records are written in seconds.
 */
export function formatRun(run: RunRecord): string {
  const fields = Object.entries(run).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${formatField(value)}`,
  );
  return `{\n${fields.join(',\n')}\n}\n`;
}

function formatField(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const lines = Array.isArray(value)
    ? value.map((entry) => JSON.stringify(entry))
    : Object.entries(value).map(([key, entry]) => `${JSON.stringify(key)}: ${JSON.stringify(entry)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return lines.length === 0 ? `${open}${close}` : `${open}\n    ${lines.join(',\n    ')}\n  ${close}`;
}
