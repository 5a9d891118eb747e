import type { AttributionCheck } from './attribution.ts';
import type { AttributionSession } from './attribution-session.ts';
import { likeness } from './why-words.ts';

/** Whether the explanation depends on what the model has learnt: random weights must change it. */
export function CheckPanel({ session }: { session: AttributionSession }) {
  const { check } = session;
  return (
    <div class="check">
      {check?.phase === 'running' ? (
        <div class="check-running">
          <span class="small">Explaining with random weights</span>
          <button type="button" onClick={() => session.stopCheck()}>
            Cancel
          </button>
          <progress max={1} value={check.share} aria-label="Progress of the check" />
        </div>
      ) : (
        <button type="button" onClick={() => session.startCheck()}>
          Does this explanation depend on the model?
        </button>
      )}
      <div aria-live="polite">{check?.phase === 'done' && <Verdict check={check.check} />}</div>
    </div>
  );
}

function Verdict({ check: { passed, limit, draws, layers } }: { check: AttributionCheck }) {
  const correlation = layers.at(-1)?.rankCorrelation ?? 0;
  return (
    <>
      <p class="small">
        <strong class={passed ? 'right' : 'wrong'}>{passed ? 'Yes.' : 'Hardly.'}</strong> With random weights
        in all layers the map has a rank correlation of {likeness(correlation)} with this one (
        {passed ? 'below' : 'not below'} {limit} in size; mean of {draws} random networks). A map that stayed
        the same would show the picture, not the model.
      </p>
      <details class="regions">
        <summary>Layer by layer, from the top</summary>
        <table>
          <caption class="hidden">
            Likeness to this explanation once a layer and all above it are random
          </caption>
          <thead>
            <tr>
              <th scope="col">Random down to</th>
              <th scope="col">Rank correlation</th>
              <th scope="col">Structural similarity</th>
            </tr>
          </thead>
          <tbody>
            {layers.map(({ layer, rankCorrelation, structuralSimilarity }) => (
              <tr key={layer}>
                <td>{layer}</td>
                <td>{likeness(rankCorrelation)}</td>
                <td>{likeness(structuralSimilarity)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
