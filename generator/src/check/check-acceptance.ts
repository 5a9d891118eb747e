import { formatFigure, formatInterval, formatNumber, type JudgedCriterion } from '@modelfolio/schemas';
import { ModelfolioError } from '../modelfolio-error.ts';
import type { Findings } from './finding.ts';

/**
 * Every criterion must be met, or card.yaml must say why the model is published all the same.
 *
 * @param path of the card that shows them
 */
export function checkAcceptance(
  findings: Findings,
  path: string,
  acceptance: readonly JudgedCriterion[],
): void {
  for (const [index, judged] of acceptance.entries())
    if (judged.verdict !== 'passed' && judged.waiver === null)
      findings.add(
        new ModelfolioError('criterion-failed', criterionWords(judged), {
          file: path,
          field: `/acceptance/${index}`,
          hint: 'make it better, or say under acceptance in card.yaml, as its waiver, why the model is published',
        }),
      );
}

function criterionWords({ figure, bound, by, verdict }: JudgedCriterion): string {
  const wanted = `${bound.side === 'at-least' ? 'at least' : 'at most'} ${formatNumber(bound.value, figure.format)}`;
  const interval = formatInterval(figure);
  const measured = `${formatFigure(figure)}${interval === null ? '' : ` (95 % interval ${interval})`}`;
  if (verdict === 'undecided')
    return `${figure.label} must be ${wanted}, and is ${by === 'interval' ? `${measured}, without an interval` : 'undefined'}`;
  return `${figure.label} is ${measured}, and ${by === 'interval' ? 'the whole interval' : 'it'} must be ${wanted}`;
}
