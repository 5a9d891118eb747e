import { shown } from './row-test.ts';
import type { FailingRow, Failure, Validation } from './validation.ts';

/**
 * A line for each broken rule, for a terminal; empty when none is.
 *
 * ```text
 * age: 3 of 100 rows are not >= 0 (row 7: -1, row 9: -3, row 20: -5)
 * warning: job: the share of missing values is 0.2, not at most 0.1
 * table: 1 of 100 rows breaks gain == 0 or loss == 0 (row 4: gain 1, loss 2)
 * ```
 */
export function toText({ failures }: Validation): string {
  return failures.map((failure) => `${onOneLine(lineOf(failure))}\n`).join('');
}

function lineOf(failure: Failure): string {
  const { column, rule, kind, severity, message, description } = failure;
  const place = `${column ?? 'table'}${rule === kind ? '' : `, ${rule}`}`;
  const rows = rowsOf(failure);
  return [
    severity === 'warning' ? 'warning: ' : '',
    `${place}: ${message}`,
    rows === '' ? '' : ` (${rows})`,
    description === null ? '' : `: ${description}`,
  ].join('');
}

/**
 * What became of a rule set as Markdown: a sentence, and a table of the broken rules.
 *
 * @param title of the heading; none without it
 */
export function toMarkdown({ valid, rows, failures, passed, skipped }: Validation, title?: string): string {
  const errors = failures.filter(({ severity }) => severity === 'error').length;
  const counts = [
    `${counted(errors, 'error')}, ${counted(failures.length - errors, 'warning')}`,
    `${counted(passed, 'rule')} held`,
    ...(skipped > 0 ? [`${counted(skipped, 'rule')} could not be judged`] : []),
  ].join('; ');
  const lines = [
    ...(title === undefined ? [] : [`## ${escaped(title)}`, '']),
    `**${valid ? 'Valid' : 'Not valid'}**: ${counted(rows, 'row')}; ${counts}.`,
  ];
  if (failures.length > 0) lines.push('', ...tableOf(failures));
  return `${lines.join('\n')}\n`;
}

const tableOf = (failures: readonly Failure[]): string[] => [
  '|  | column | rule | what is wrong | rows |',
  '| --- | --- | --- | --- | --- |',
  ...failures.map((failure) => {
    const { severity, column, rule, message, description } = failure;
    const why = description === null ? message : `${message}: ${description}`;
    const cells = [severity, column ?? 'table', rule, why, rowsOf(failure)];
    return `| ${cells.map(escaped).join(' | ')} |`;
  }),
];

/** The failing rows that are known, and how many more there are. */
function rowsOf(failure: Failure): string {
  const { sample, count } = failure;
  const rows = sample.map((row) => rowInWords(row, failure)).join(', ');
  const more = (count ?? 0) - sample.length;
  return more > 0 ? `${rows}${rows === '' ? '' : ' and '}${more} more` : rows;
}

function rowInWords({ row, value }: FailingRow, { kind, column }: Failure): string {
  if (kind === 'nullable') return `row ${row}`;
  const words = column === null ? String(value) : shown(value);
  return `row ${row}: ${words.length > 60 ? `${words.slice(0, 57)}…` : words}`;
}

/** A number of things in words. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const onOneLine = (text: string): string => text.replaceAll(/[\n\r\u2028\u2029]+/g, ' ');

/** Text that Markdown and HTML leave as it is, in a cell of a table. */
export const escaped = (text: string): string =>
  onOneLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_[\]|~#!]/g, String.raw`\$&`);
