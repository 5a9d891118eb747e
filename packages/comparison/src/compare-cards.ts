import { sectionTitles, type ModelCard, type SectionName } from '@modelfolio/schemas';
import { codeOf, dataOf, environmentOf, modelOf, paramsOf } from './card-fields.ts';
import { compareFields } from './compare-fields.ts';
import { compareMetrics } from './compare-metrics.ts';
import { compareTexts } from './compare-texts.ts';
import type { CardComparison, TextDifference } from './comparison.ts';
import type { Tolerances } from './tolerance.ts';

/**
 * All that differs between two cards, of one model's versions or of two models.
 *
 * Metrics of evaluations on different rows (another digest) say nothing about each other and get no verdict.
 */
export function compareCards(
  before: ModelCard,
  after: ModelCard,
  { tolerances = {} }: { tolerances?: Tolerances } = {},
): CardComparison {
  const digestOf = (card: ModelCard): string | null => card.evaluation?.dataset.digest ?? null;
  const sameEvaluationData = digestOf(before) === digestOf(after);
  const wasEvaluated = (card: ModelCard, name: string): boolean =>
    Object.hasOwn(card.figures, name) &&
    (card.figures[name]?.source.file.endsWith('/evaluation.json') ?? false);
  return {
    before: { id: before.id, version: before.version },
    after: { id: after.id, version: after.version },
    sameEvaluationData,
    metrics: compareMetrics(
      before.figures,
      after.figures,
      tolerances,
      (name) => sameEvaluationData || !(wasEvaluated(before, name) && wasEvaluated(after, name)),
    ),
    params: compareFields(paramsOf(before), paramsOf(after)),
    data: compareFields(dataOf(before), dataOf(after)),
    code: compareFields(codeOf(before), codeOf(after)),
    environment: compareFields(environmentOf(before), environmentOf(after)),
    model: compareFields(modelOf(before), modelOf(after)),
    text: textDifferences(before, after),
  };
}

function textDifferences(before: ModelCard, after: ModelCard): TextDifference[] {
  const texts = (card: ModelCard): [name: string, label: string, text: string][] => [
    ['title', 'Title', card.title],
    ['summary', 'Summary', card.summary],
    ['licence', 'Licence', card.licence],
    ['authors', 'Authors', card.authors.map(({ name }) => name).join(', ')],
    ['contact', 'Contact', card.contact],
    ...(Object.keys(sectionTitles) as SectionName[]).map((name): [string, string, string] => [
      name,
      sectionTitles[name],
      card.sections[name].prose,
    ]),
  ];
  const earlier = new Map(texts(before).map(([name, , text]) => [name, text]));
  return texts(after)
    .filter(([name, , text]) => earlier.get(name) !== text)
    .map(([name, label, text]) => ({ name, label, parts: compareTexts(earlier.get(name) ?? '', text) }));
}
