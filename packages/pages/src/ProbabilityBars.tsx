import { percent } from './numbers.ts';
import { ranking } from './ranking.ts';

type Props = {
  classes: readonly string[];
  /** `null`: nothing predicted yet. */
  probabilities: ArrayLike<number> | null;
  /** The same by another runtime, shown as a second bar. */
  twin?: ArrayLike<number> | null;
  /** Class that the picture is labelled with. */
  truth?: number | null;
  /** How many of the ranking are shown. */
  limit?: number;
};

/** Classes with bars, the most likely first. */
export function ProbabilityBars({
  classes,
  probabilities,
  twin = null,
  truth = null,
  limit = classes.length,
}: Props) {
  const ranked = ranking(probabilities ?? [], classes).slice(0, limit);
  return (
    <ol class={probabilities ? 'bars' : 'bars waiting'} aria-label="Probabilities, most likely first">
      {ranked.map(({ index, name, probability }, place) => (
        <li key={index} class={place === 0 ? 'first' : undefined}>
          <span class="bar-name">
            {name}
            {truth === index && (
              <>
                {' '}
                <span class="bar-truth">label</span>
              </>
            )}
          </span>
          <span class="bar-track" aria-hidden="true">
            <span class="share-bar" style={{ transform: `scaleX(${probability})` }} />
            {twin && <span class="share-bar twin" style={{ transform: `scaleX(${twin[index] ?? 0})` }} />}
          </span>
          <span class="bar-value">{probabilities ? percent(probability) : '–'}</span>
        </li>
      ))}
    </ol>
  );
}
