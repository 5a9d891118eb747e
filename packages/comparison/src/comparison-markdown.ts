import { formatFigure } from '@modelfolio/schemas';
import { summaryOf } from './changelog.ts';
import type { CardComparison, FieldDifference, MetricDifference, TextDifference } from './comparison.ts';

/** A text that Markdown and HTML take as it is written, on one line. */
export function markdownText(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_[\]~|#!@]/g, String.raw`\$&`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** Rows of a Markdown table, its cells escaped already. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const verdicts: Record<MetricDifference['verdict'], string> = {
  better: '▲ better',
  worse: '▼ worse',
  changed: '● changed',
  'within-tolerance': 'within tolerance',
  same: 'same',
  added: 'new',
  removed: 'gone',
  'not-comparable': 'not comparable: other rows',
};

/** A comparison as Markdown, for a pull request or a terminal: metrics that are not the same first, then all else. */
export function comparisonMarkdown(comparison: CardComparison): string {
  const { before, after, metrics, params, data, code, environment, model, text } = comparison;
  const differing = metrics.filter(({ verdict }) => verdict !== 'same');
  const name = before.id === after.id ? after.id : `${before.id} and ${after.id}`;
  return [
    `### ${markdownText(name)}: ${markdownText(before.version)} → ${markdownText(after.version)}`,
    markdownText(summaryOf(comparison)),
    differing.length > 0 && markdownTable(['Metric', 'Before', 'After', 'Verdict'], differing.map(metricRow)),
    ...Object.entries({
      Params: params,
      Data: data,
      Code: code,
      Environment: environment,
      'Model files and signature': model,
    }).map(([title, fields]) => fields.length > 0 && details(title, fieldTable(fields))),
    text.length > 0 && details('Text', text.map(textLine).join('\n\n')),
  ]
    .filter((part) => typeof part === 'string')
    .join('\n\n');
}

function metricRow({ label, before, after, format, unit, better, verdict }: MetricDifference): string[] {
  const shown = (value: MetricDifference['before']): string =>
    value === null ? '–' : markdownText(formatFigure({ value, format, unit }));
  const direction = better === null ? '' : better === 'higher' ? ' (higher is better)' : ' (lower is better)';
  return [`${markdownText(label)}${direction}`, shown(before), shown(after), verdicts[verdict]];
}

function fieldTable(fields: readonly FieldDifference[]): string {
  const shown = (value: string | null): string => (value === null ? '–' : markdownText(value));
  return markdownTable(
    ['Name', 'Before', 'After'],
    fields.map(({ name, before, after }) => [markdownText(name), shown(before), shown(after)]),
  );
}

function textLine({ label, parts }: TextDifference): string {
  const marks = { same: ['', ''], removed: ['<del>', '</del>'], added: ['<ins>', '</ins>'] } as const;
  const words = parts.map(({ kind, text }) => `${marks[kind][0]}${markdownText(text)}${marks[kind][1]}`);
  return `**${markdownText(label)}**: ${words.join('')}`;
}

function details(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}
