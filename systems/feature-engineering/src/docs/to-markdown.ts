import type { Report } from '@modelfolio/schemas';
import { counted, escaped } from '../rules/validation-report.ts';
import { lineageGraph, mermaid } from './feature-graph.ts';
import { specOf, type FeatureSet } from './feature-set.ts';
import { pipelineCode } from './pipeline-code.ts';
import { tablesOf } from './tables.ts';

type Table = Report['tables'][number];

/** The documentation of a feature set as Markdown: the same for the same data and state, on any day. */
export function toMarkdown(set: FeatureSet): string {
  const { title, fitted, state, data, rows, features, judged, command } = set;
  const spec = specOf(fitted);
  const facts: [string, string][] = [
    ['State', `${escaped(state.name)}, digest \`${state.sha256}\``],
    ['Data', `${escaped(data.name)}, ${rows} rows, SHA-256 \`${data.sha256}\``],
    ...(judged
      ? ([['Rules', `${escaped(judged.file.name)}, SHA-256 \`${judged.file.sha256}\``]] as [string, string][])
      : []),
    ['Remade by', code(command)],
  ];
  return [
    `# ${escaped(title)}`,
    `${counted(features.length, 'feature')} made of ${counted(fitted.columns.length, 'column')}.`,
    ['|  |  |', '| --- | --- |', ...facts.map(([name, value]) => `| ${name} | ${value} |`)].join('\n'),
    '## Lineage',
    fenced('mermaid', mermaid(lineageGraph(fitted, 'Lineage'))),
    ...tablesOf(set).flatMap((table) => [
      `## ${escaped(table.title)}`,
      ...sentenceOf(table, set),
      tableText(table),
    ]),
    '## The pipeline as code',
    fenced('ts', pipelineCode(spec, state.name)),
    '## The pipeline as JSON',
    fenced('json', JSON.stringify(spec, null, 2)),
  ]
    .join('\n\n')
    .concat('\n');
}

/** What the rules say as a whole, above their table. */
function sentenceOf({ title }: Table, { judged }: FeatureSet): string[] {
  if (!judged || !title.startsWith('Rules')) return [];
  const { valid, passed, failures, skipped } = judged.validation;
  const rest = skipped > 0 ? `, ${skipped} could not be judged` : '';
  return [`**${valid ? 'Valid' : 'Not valid'}**: ${passed} held, ${failures.length} broken${rest}.`];
}

const tableText = ({ columns, rows }: Table): string =>
  [
    `| ${columns.map(escaped).join(' | ')} |`,
    `| ${columns.map((_, at) => (rows.length > 0 && typeof rows[0]?.[at] === 'number' ? '---:' : '---')).join(' | ')} |`,
    ...rows.map(
      (row) => `| ${row.map((cell) => escaped(cell === null ? 'unknown' : String(cell))).join(' | ')} |`,
    ),
  ].join('\n');

/** A fence longer than any in the text. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

function code(text: string): string {
  const ticks = '`'.repeat(Math.max(0, ...Array.from(text.matchAll(/`+/g), ([one]) => one.length)) + 1);
  const space = text.includes('`') ? ' ' : '';
  return `${ticks}${space}${text.replaceAll('|', String.raw`\|`).replaceAll(/\s+/g, ' ')}${space}${ticks}`;
}
