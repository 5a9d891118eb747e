import type { ComponentChildren } from 'preact';

type Props = {
  /** Row from 0. */
  row: number;
  rows: number;
  /** What is stepped through, where it is not the rows of the data: `Example`. */
  noun?: string;
  onChoose: (row: number) => void;
  /** Other ways to a row. */
  children?: ComponentChildren;
};

/** Steps through rows, goes to one by its number, or to one by chance. */
export function RowStepper({ row, rows, noun = 'Row', onChoose, children }: Props) {
  const alone = rows < 2;
  const chance = () => (row + 1 + Math.floor(Math.random() * (rows - 1))) % rows;
  return (
    <div class="actions">
      <button type="button" disabled={alone} onClick={() => onChoose((row - 1 + rows) % rows)}>
        Previous
      </button>
      <label class="auto-number">
        {noun}{' '}
        <input
          type="number"
          min={1}
          max={rows}
          value={row + 1}
          onChange={({ currentTarget }) => {
            const wanted = Math.round(currentTarget.valueAsNumber);
            if (wanted >= 1 && wanted <= rows) onChoose(wanted - 1);
            else currentTarget.value = String(row + 1);
          }}
        />{' '}
        of {rows.toLocaleString('en')}
      </label>
      <button type="button" disabled={alone} onClick={() => onChoose((row + 1) % rows)}>
        Next
      </button>
      <button type="button" disabled={alone} onClick={() => onChoose(chance())}>
        Random
      </button>
      {children}
    </div>
  );
}
