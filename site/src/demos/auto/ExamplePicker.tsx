type Props = {
  /** Row of the examples, from 0. */
  number: number;
  rows: number;
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
export function ExamplePicker({ number, rows, label, notice, changed, onChoose, onReset, onSay }: Props) {
  function other(): number {
    const step = 1 + Math.floor(Math.random() * (rows - 1));
    return (number + step) % rows;
  }
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
      {rows > 0 && (
        <div class="actions">
          <button type="button" disabled={rows < 2} onClick={() => onChoose((number - 1 + rows) % rows)}>
            Previous
          </button>
          <label class="auto-number">
            Row{' '}
            <input
              type="number"
              min={1}
              max={rows}
              value={number + 1}
              onChange={({ currentTarget }) => {
                const wanted = Math.round(currentTarget.valueAsNumber);
                if (wanted >= 1 && wanted <= rows) onChoose(wanted - 1);
                else currentTarget.value = String(number + 1);
              }}
            />{' '}
            of {rows.toLocaleString('en')}
          </label>
          <button type="button" disabled={rows < 2} onClick={() => onChoose((number + 1) % rows)}>
            Next
          </button>
          <button type="button" disabled={rows < 2} onClick={() => onChoose(other())}>
            Random
          </button>
        </div>
      )}
      <p class="auto-label">
        {label ? (
          <>
            A real row of the evaluation data. Its label: <b>{label}</b>
          </>
        ) : (
          'There are no rows to start from: each field stands at the middle of its range.'
        )}
      </p>
      <div class="actions">
        <button type="button" disabled={changed === 0} onClick={onReset}>
          {changed === 0 ? 'Nothing changed' : `Undo ${changed} ${changed === 1 ? 'change' : 'changes'}`}
        </button>
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
