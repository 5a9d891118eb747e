import { percent } from '@modelfolio/pages/numbers';
import { measuresOf, type Measure } from './rate-words.ts';
import type { Rates } from './slice-rates.ts';

type Props = {
  /** `null`: no slice was made. */
  slice: Rates | null;
  all: Rates;
  subject: string;
  threshold: string;
};

/** How the model does on the slice, beside how it does on all rows. */
export function SliceRates({ slice, all, subject, threshold }: Props) {
  const every = measuresOf(all, subject, threshold);
  const own = slice && measuresOf(slice, subject, threshold);
  return (
    <div class="auto-scroll" tabIndex={0} role="region" aria-label="Measures of the slice and of all rows">
      <table class="rates">
        <caption>
          {slice
            ? slice.n === 0
              ? 'No row meets these conditions.'
              : `The slice: ${slice.n.toLocaleString('en')} of ${all.n.toLocaleString('en')} rows.`
            : 'All rows. Choose a column above to look at some of them.'}
          {all.kind === 'classes' &&
            ' Accuracy with its 95 % Wilson score interval: how often the most probable class is the actual one.'}
        </caption>
        <thead>
          <tr>
            <th scope="col">Measure</th>
            {slice && <th scope="col">Slice</th>}
            <th scope="col">All rows</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Rows (n)</th>
            {slice && (
              <td>
                <b>{slice.n.toLocaleString('en')}</b>{' '}
                <small class="muted">{all.n > 0 && percent(slice.n / all.n)}</small>
              </td>
            )}
            <td>
              <b>{all.n.toLocaleString('en')}</b>
            </td>
          </tr>
          {every.map((measure, at) => (
            <tr key={measure.name}>
              <th scope="row">{measure.name}</th>
              {own && <MeasureCell measure={own[at] ?? measure} />}
              <MeasureCell measure={measure} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A measure with its interval, or with what it is counted among. */
export function MeasureCell({ measure: { text, note } }: { measure: Measure }) {
  return (
    <td>
      <b>{text}</b> {note && <small class="muted">{note}</small>}
    </td>
  );
}
