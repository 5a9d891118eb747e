import { RowStepper } from '@modelfolio/pages/RowStepper';
import { UndoChanges } from '@modelfolio/pages/UndoChanges';
import type { DataSet } from '../analysis/analysis.ts';

type Props = {
  row: number;
  rows: number;
  data: DataSet | null;
  /** Text of the truth of the row; `null` where it is not known. */
  truth: string | null;
  changed: number;
  saved: boolean;
  onChoose: (row: number) => void;
  onReset: () => void;
  onSave: () => void;
};

/** Chooses the row to start from, undoes changes, and keeps a row to compare with. */
export function RowChooser({ row, rows, data, truth, changed, saved, onChoose, onReset, onSave }: Props) {
  const mistakes = data === null || data.predictions.kind !== 'classes' || data.actual === null ? null : data;
  function nextMistake(): void {
    if (!mistakes || mistakes.predictions.kind !== 'classes') return;
    for (let step = 1; step <= rows; step++) {
      const at = (row + step) % rows;
      if (mistakes.predictions.predicted[at] !== mistakes.actual?.[at]) return onChoose(at);
    }
  }
  return (
    <div class="row-chooser">
      <RowStepper row={row} rows={rows} onChoose={onChoose}>
        {mistakes && (
          <button type="button" onClick={nextMistake}>
            Next mistake
          </button>
        )}
      </RowStepper>
      <p class="auto-label">
        A real row of the data.{' '}
        {truth !== null && (
          <>
            Its label: <b>{truth}</b>
          </>
        )}
      </p>
      <div class="actions">
        <UndoChanges changed={changed} onReset={onReset} />
        <button type="button" onClick={onSave}>
          {saved ? 'Compare with this row instead' : 'Save this row to compare'}
        </button>
      </div>
    </div>
  );
}
