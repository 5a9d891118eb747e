import type { LimeExplanation } from '../analysis/analysis.ts';
import { agreement } from '../methods/judged.ts';
import { shortNumber } from '@modelfolio/pages/short-number';

/** LIME's local linear model, with how far it may be believed. */
export function LimeTable({ lime, subject }: { lime: LimeExplanation; subject: string }) {
  const { features, coefficients, spread, bins, score, localPrediction, intercept } = lime;
  const ranked = features
    .map((feature, at) => ({ feature, at, value: coefficients[at] ?? null }))
    .filter(({ value }) => value !== null)
    .toSorted((one, other) => Math.abs(other.value ?? 0) - Math.abs(one.value ?? 0));
  return (
    <div class="why">
      <table class="why-table">
        <caption>
          A linear model of <b>{subject}</b> near this row, in probability
        </caption>
        <thead>
          <tr>
            <th scope="col">Feature</th>
            <th scope="col">Holds</th>
            <th scope="col">Weight ± spread over ten seeds</th>
          </tr>
        </thead>
        <tbody>
          {ranked.map(({ feature, at, value }) => (
            <tr key={feature.name}>
              <th scope="row">{feature.name}</th>
              <td>{bins[at]}</td>
              <td>
                {shortNumber(value ?? 0)} ± {shortNumber(spread[at] ?? 0)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class={score < 0.5 ? 'notice small' : 'muted small'}>
        R² of the local model: <b>{score.toFixed(2)}</b>
        {score < 0.5 && ': it describes the model poorly here, so do not rely on these weights'}. It says{' '}
        {shortNumber(localPrediction)} for this row (intercept {shortNumber(intercept)}). LIME as computed
        here {agreement('lime')}.
      </p>
    </div>
  );
}
