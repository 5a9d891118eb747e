import type { Explanation, ReviewQuestion } from '@modelfolio/schemas';
import { toPointer } from '@modelfolio/project/json-pointer';
import { answered, type Unquestioned } from './answered.ts';
import { known, listOf, number, say, sentences, type Said } from './said.ts';

/** Features that are named after the first. */
const others = 3;

/** What the model relies on, and whether two ways to measure it say the same. */
export function importanceQuestions(record: Unquestioned): ReviewQuestion[] {
  return [
    answered(null, 'What does it rely on most, and how much of the total?', reliesOn(record)),
    answered(null, 'Do the two ways to measure that agree?', agreement(record.importance)),
  ];
}

function reliesOn({ attribution, output, importance: { features } }: Unquestioned): Said {
  const [first, ...rest] = features;
  if (!first || first.share === null) return say`On nothing: no feature changes what it says of these rows.`;
  const share = (at: number): Said =>
    number(features[at]?.share ?? 0, 'percent', toPointer(['importance', 'features', at, 'share']));
  const size = known(
    first.meanAbsolute,
    'decimal',
    toPointer(['importance', 'features', 0, 'meanAbsolute']),
    unitWords(attribution.unit, output.unit),
  );
  const next = rest.slice(0, others).map(({ name }, at) => say`${name} (${share(at + 1)})`);
  return sentences(
    say`${first.name}: its mean |SHAP| is ${size}, ${share(0)} of the sum over ${featureCount(features.length)}.`,
    next.length > 0 ? say`After it come ${listOf(next)}.` : null,
    attribution.exact
      ? say`The values are exact relative to ${number(attribution.background.rows, 'integer', '/attribution/background/rows')} background rows; with others they would differ.`
      : say`These are estimates: the values of each row were sampled.`,
  );
}

/** The unit of an explanation behind a number. */
function unitWords(unit: Explanation['attribution']['unit'], ofOutput: string | null): string | null {
  if (unit === 'value') return ofOutput;
  return unit === 'log-odds' ? unit : `of ${unit}`;
}

function agreement({ features, permutation, rankAgreement }: Explanation['importance']): Said {
  if (rankAgreement === null)
    return say`Nothing can be said: one of them is the same for all of ${featureCount(features.length)}.`;
  const word = rankAgreement >= 0.9 ? 'Largely' : rankAgreement >= 0.6 ? 'In part' : 'Hardly';
  const rho = number(rankAgreement, 'decimal', '/importance/rankAgreement');
  const metric = { roc_auc: 'area under the ROC curve', accuracy: 'accuracy', r2: 'R²' }[permutation.metric];
  return sentences(
    say`${word}: mean |SHAP| and the ${metric} that is lost by shuffling rank ${featureCount(features.length)} with Spearman’s ρ = ${rho}.`,
    displaced(features),
  );
}

/** The feature whose two ranks are farthest apart, where that is two places or more. */
function displaced(features: Explanation['importance']['features']): Said | null {
  const order = features
    .map((_, at) => at)
    .toSorted(
      (one, other) =>
        (features[other]?.permutation.mean ?? 0) - (features[one]?.permutation.mean ?? 0) || one - other,
    );
  const moves = features.map((_, at) => Math.abs(order.indexOf(at) - at));
  const most = Math.max(...moves);
  const at = moves.indexOf(most);
  if (most < 2) return null;
  const place = (name: string): string => toPointer(['importance', 'features', at, name]);
  return {
    text: `Farthest apart is ${features[at]?.name}: rank ${at + 1} by mean |SHAP|, rank ${order.indexOf(at) + 1} by shuffling.`,
    figures: [`${place('meanAbsolute')}/value`, `${place('permutation')}/mean`],
  };
}

const featureCount = (count: number): string => (count === 1 ? 'one feature' : `${count} features`);
