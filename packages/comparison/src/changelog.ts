import { formatFigure, type ModelCard } from '@modelfolio/schemas';
import { compareCards } from './compare-cards.ts';
import type { CardComparison, MetricDifference } from './comparison.ts';
import type { Tolerances } from './tolerance.ts';

/** One version of a model and what it changed. */
export interface ChangelogEntry {
  version: string;
  /** Instant of the training run; `null` where no record of it exists. */
  trained: string | null;
  /** `null` for the first version. */
  comparison: CardComparison | null;
  /** The comparison in one sentence. */
  summary: string;
}

/**
 * The history of a model, made of what differs between its cards.
 *
 * @param versions cards, newest first
 */
export function changelogOf(versions: readonly ModelCard[], tolerances: Tolerances = {}): ChangelogEntry[] {
  return versions.map((card, index) => {
    const earlier = versions[index + 1];
    const comparison = earlier ? compareCards(earlier, card, { tolerances }) : null;
    return {
      version: card.version,
      trained: card.training?.startTime ?? null,
      comparison,
      summary: comparison ? summaryOf(comparison) : 'The first version on record.',
    };
  });
}

/** A comparison in a sentence: the metrics that moved most tellingly, then what else is other than before. */
export function summaryOf(comparison: CardComparison): string {
  const { metrics, params, data, code, environment, model, text, sameEvaluationData } = comparison;
  const moved = metrics.filter(({ verdict }) => ['better', 'worse', 'changed'].includes(verdict));
  const told = moved.slice(0, 2).map(metricWords);
  const rest = moved.length - told.length;
  const parts = [
    ...told,
    rest > 0 && `${rest} more ${plural(rest, 'figure')} moved`,
    !sameEvaluationData && 'evaluated on other rows, so its metrics are not comparable',
    model.length > 0 && 'other model files',
    data.length > 0 && `${data.length} ${plural(data.length, 'fact')} of the data changed`,
    params.length > 0 && `${params.length} ${plural(params.length, 'param')} changed`,
    code.length > 0 && 'made by other code or another run',
    environment.length > 0 && 'in another environment',
    text.length > 0 && `${text.length} ${plural(text.length, 'text')} rewritten`,
  ].filter((part) => typeof part === 'string');
  const sentence = parts.join('; ');
  return sentence === '' ? 'Nothing that a card holds differs.' : `${capital(sentence)}.`;
}

function metricWords({ label, before, after, format, unit, verdict }: MetricDifference): string {
  const [old, now] = [before, after].map((value) =>
    value === null ? 'unknown' : formatFigure({ value, format, unit }),
  );
  return `${label} ${old} → ${now}${verdict === 'changed' ? '' : ` (${verdict})`}`;
}

function plural(count: number, word: string): string {
  return count === 1 ? word : `${word}s`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
