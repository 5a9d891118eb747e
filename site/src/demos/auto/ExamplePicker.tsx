import { RowStepper } from '@modelfolio/pages/RowStepper';
import { UndoChanges } from '@modelfolio/pages/UndoChanges';

type Props = {
  /** Row of the examples, from 0. */
  number: number;
  rows: number;
  /** Its row in the evaluation data, from 0; `null` where there is none. */
  index: number | null;
  /** What the evaluation data says of the row. */
  label: string | null;
  notice: string | null;
  /** Columns that differ from the row. */
  changed: number;
  onChoose: (index: number) => void;
  onReset: () => void;
  onSay: (text: string) => void;
};

/** Chooses the row to start from, undoes changes, copies the link. */
export function ExamplePicker({
  number,
  rows,
  index,
  label,
  notice,
  changed,
  onChoose,
  onReset,
  onSay,
}: Props) {
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(location.href);
      onSay('Link copied');
    } catch {
      onSay('The browser does not let this page copy. The link is in the address bar.');
    }
  }
  return (
    <div class="auto-example">
      {rows > 0 && <RowStepper row={number} rows={rows} noun="Example" onChoose={onChoose} />}
      <p class="auto-label">
        {label ? (
          <>
            A real row of the evaluation data
            {index !== null && `: row ${(index + 1).toLocaleString('en')} of it`}. Its label: <b>{label}</b>
          </>
        ) : (
          'There are no rows to start from: each field stands at the middle of its range.'
        )}
      </p>
      <div class="actions">
        <UndoChanges changed={changed} onReset={onReset} />
        <button type="button" onClick={() => void copy()}>
          Copy link
        </button>
      </div>
      {notice && (
        <p class="notice error" role="alert">
          {notice}
        </p>
      )}
    </div>
  );
}
