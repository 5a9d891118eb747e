import type { Predictions } from '@modelfolio/inference';
import type { ModelManifest } from '@modelfolio/schemas';
import { percent } from '@modelfolio/pages/numbers';
import { ProbabilityBars } from '@modelfolio/pages/ProbabilityBars';
import { shortNumber } from '@modelfolio/pages/short-number';

type Props = {
  output: ModelManifest['output'];
  /** `null`: nothing predicted yet. */
  predictions: Predictions | null;
  /** What the model said of the row before it was changed; `null` where there is nothing to compare. */
  before: Predictions | null;
  /** Label of an unchanged row. */
  truth: readonly (string | number)[] | null;
  refusal: string | null;
  busy: boolean;
  onStart: () => void;
};

/** The prediction of one row: probabilities or values, and how far they have moved. */
export function PredictionPanel(props: Props) {
  const { output, predictions, refusal, busy, onStart } = props;
  return (
    <>
      {refusal && <p class="notice error">{refusal}</p>}
      {predictions === null && !refusal && (
        <p class="auto-start">
          <button type="button" class="primary" disabled={busy} onClick={onStart}>
            Predict this row
          </button>{' '}
          <span class="muted">or change a value.</span>
        </p>
      )}
      {output.task === 'regression' ? (
        <Values {...props} predictions={predictions?.kind === 'values' ? predictions : null} />
      ) : (
        <Classes {...props} predictions={predictions?.kind === 'classes' ? predictions : null} />
      )}
    </>
  );
}

type Of<Kind> = Omit<Props, 'predictions'> & { predictions: Extract<Predictions, { kind: Kind }> | null };

function Classes({ output, predictions, before, truth }: Of<'classes'>) {
  const classes = output.classes ?? [];
  const best = predictions?.predicted[0];
  const was = before?.kind === 'classes' ? before.predicted[0] : undefined;
  const actual = truth === null ? -1 : classes.indexOf(String(truth[0]));
  const label = actual >= 0 ? actual : truth !== null && Number.isInteger(truth[0]) ? Number(truth[0]) : null;
  return (
    <>
      {best !== undefined && (
        <p class="verdict">
          <strong>{classes[best]}</strong>
          {label !== null && (
            <span class={label === best ? 'right' : 'wrong'}>
              {label === best ? 'right' : `wrong: labelled ${classes[label] ?? ''}`}
            </span>
          )}
          {was !== undefined && was !== best && <span class="muted">was {classes[was]}</span>}
        </p>
      )}
      <ProbabilityBars
        classes={classes}
        probabilities={predictions?.probabilities ?? null}
        truth={label}
        limit={12}
      />
      {before?.kind === 'classes' && predictions && best !== undefined && (
        <p class="muted small">
          {classes[best]} was at {percent(before.probabilities[best] ?? 0)} before your changes.
        </p>
      )}
    </>
  );
}

function Values({ output, predictions, before, truth }: Of<'values'>) {
  return (
    <dl class="auto-values">
      {(output.targets ?? []).map(({ name, unit }, target) => {
        const value = predictions?.values[target]?.[0];
        const old = before?.kind === 'values' ? before.values[target]?.[0] : undefined;
        const change = value !== undefined && old !== undefined ? value - old : null;
        const actual = truth?.[target];
        return (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <strong>{value === undefined ? '–' : shortNumber(value)}</strong>
              {unit && <span class="muted"> {unit}</span>}
              {change !== null && (
                <span class="auto-change">
                  {change === 0 ? 'no change' : `${change > 0 ? '+' : '−'}${shortNumber(Math.abs(change))}`}
                </span>
              )}
              {value !== undefined && actual !== undefined && (
                <span class="muted small"> labelled {shortNumber(Number(actual))}</span>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
