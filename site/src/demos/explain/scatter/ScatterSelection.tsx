import type { Condition } from '../analysis/analysis-state.ts';
import type { ScatterAxis } from './scatter-axes.ts';
import { firstRows } from '../slices/slice-matching.ts';

type Props = {
  rows: Uint8Array;
  axes: readonly ScatterAxis[];
  /** The two axes of the scatter plot. */
  shown: readonly [ScatterAxis, ScatterAxis];
  /** What the selected rows have in common along them, for axes that are columns. */
  bounds: readonly Condition[];
  onOpen: (row: number) => void;
  onClear: () => void;
  onSlice: () => void;
};

/** So many rows are listed. */
const most = 20;

/** The rows that were selected, to be opened or made the slice. */
export function ScatterSelection({ rows, axes, shown, bounds, onOpen, onClear, onSlice }: Props) {
  const count = rows.reduce((sum, one) => sum + one, 0);
  const said = ['actual', 'predicted', 'score'].flatMap((id) => axes.find((axis) => axis.id === id) ?? []);
  const columns = [...said, ...shown.filter(({ id }) => !said.some((axis) => axis.id === id))];
  return (
    <div class="scatter-selected">
      <p role="status">
        <b>{count.toLocaleString('en')} rows selected.</b>
        {count > most && ` The first ${most}:`}
      </p>
      <div class="actions">
        <button type="button" disabled={bounds.length === 0} onClick={onSlice}>
          Make these bounds the slice
        </button>
        <button type="button" onClick={onClear}>
          Select none
        </button>
      </div>
      {count > 0 && bounds.length < 2 && shown[0].id !== shown[1].id && (
        <p class="muted small">
          {bounds.length === 0
            ? 'Neither axis is a column of the data, so a slice cannot be bounded by them.'
            : 'Only one axis is a column of the data: the slice will hold more rows than were selected.'}
        </p>
      )}
      {count > 0 && (
        <div class="auto-scroll rates-scroll" tabIndex={0} role="region" aria-label="Selected rows">
          <table class="rates wide">
            <caption class="hidden">Selected rows</caption>
            <thead>
              <tr>
                <th scope="col">Row</th>
                {columns.map(({ id, title }) => (
                  <th scope="col" key={id}>
                    {title}
                  </th>
                ))}
                <th scope="col">
                  <span class="hidden">Open</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {firstRows(rows, most).map((row) => (
                <tr key={row}>
                  <th scope="row">{row + 1}</th>
                  {columns.map(({ id, at, text }) => (
                    <td key={id}>{text(at(row))}</td>
                  ))}
                  <td>
                    <button type="button" class="auto-reset" onClick={() => onOpen(row)}>
                      Open<span class="hidden"> row {row + 1}</span>
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
