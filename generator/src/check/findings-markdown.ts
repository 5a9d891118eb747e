import { comparisonMarkdown, markdownTable, markdownText, type CardComparison } from '@modelfolio/comparison';
import type { FindingPlace } from './finding-place.ts';
import type { Finding } from './finding.ts';

/** GitHub cuts a comment at 65,536 characters; what is beyond is told in a line. */
const longest = 60_000;

/** What a check found, as Markdown for a pull request: findings, then what changed on each card. */
export function findingsMarkdown(
  findings: readonly { finding: Finding; place: FindingPlace | null }[],
  comparisons: readonly CardComparison[],
  models: readonly string[],
): string {
  const head =
    findings.length === 0
      ? `## Model cards: nothing wrong\n\n${models.length} checked.`
      : `## Model cards: ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`;
  const rows = findings.map(({ finding: { name, file, field, reason, remedy }, place }) => [
    `\`${name}\``,
    markdownText([file, place ? `${place.line}:${place.column}` : field].filter(Boolean).join(': ')),
    markdownText(reason),
    markdownText(remedy ?? ''),
  ]);
  const parts = [
    head,
    ...(rows.length > 0 ? [markdownTable(['Finding', 'Place', 'What', 'Remedy'], rows)] : []),
    ...comparisons.map(comparisonMarkdown),
  ];
  const text = `${parts.join('\n\n')}\n`;
  return text.length <= longest
    ? text
    : `${text.slice(0, text.lastIndexOf('\n', longest))}\n\n(cut here: the whole is longer than a comment may be)\n`;
}
