import type { Cell } from '@modelfolio/inference';
import type { TabularColumn } from '@modelfolio/schemas';
import { useId, useState } from 'preact/hooks';
import { categoryCell, fieldKind, oddness } from './row-values.ts';
import { shortNumber } from '@modelfolio/pages/short-number';

type Props = {
  column: TabularColumn;
  cell: Cell;
  /** What the row started from. */
  start: Cell;
  changed: boolean;
  onChange: (cell: Cell) => void;
  onTouch: () => void;
};

/** One column: the control that suits its type, what is odd about its value, and the way back. */
export function ColumnField(props: Props) {
  const { column, cell, start, changed, onChange, onTouch } = props;
  const id = useId();
  const title = column.label ?? column.name;
  const odd = oddness(cell, column);
  const described = odd || column.description ? `${id}-about` : undefined;
  return (
    <div class={changed ? 'auto-field changed' : 'auto-field'} onFocusIn={onTouch}>
      <div class="auto-field-head">
        <label for={id}>
          {title}
          {column.unit && <span class="muted"> ({column.unit})</span>}
        </label>
        {changed && (
          <button type="button" class="auto-reset" onClick={() => onChange(start)}>
            Back to {shown(start)}
            <span class="hidden"> for {title}</span>
          </button>
        )}
        {(column.missing || cell === null) && (
          <label class="auto-missing">
            <input
              type="checkbox"
              checked={cell === null}
              aria-label={`${title} is missing`}
              onChange={({ currentTarget }) =>
                onChange(currentTarget.checked ? null : present(column, start))
              }
            />
            missing
          </label>
        )}
      </div>
      <Control {...props} id={id} described={described} title={title} />
      {described && (
        <p class="auto-about" id={described}>
          {column.description} {odd && <span class="auto-odd">{odd}</span>}
        </p>
      )}
    </div>
  );
}

function shown(cell: Cell): string {
  return cell === null ? 'missing' : typeof cell === 'number' ? shortNumber(cell) : String(cell) || 'empty';
}

/** A value for a cell that had none. */
function present(column: TabularColumn, start: Cell): Cell {
  if (start !== null) return start;
  if (column.categories) return categoryCell(column.categories[0] ?? '', column);
  if (column.type === 'bool') return false;
  if (column.type === 'string') return '';
  return column.range ? Number(((column.range[0] + column.range[1]) / 2).toPrecision(3)) : 0;
}

type ControlProps = Props & { id: string; described: string | undefined; title: string };

function Control({ column, cell, id, described, title, onChange }: ControlProps) {
  const common = { id, disabled: cell === null, 'aria-describedby': described };
  const kind = fieldKind(column);
  if (kind === 'checkbox')
    return (
      <input
        {...common}
        type="checkbox"
        checked={cell === true || cell === 1 || cell === 'true'}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
    );
  if (kind === 'text')
    return (
      <input
        {...common}
        type="text"
        value={cell === null ? '' : String(cell)}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
    );
  if (kind === 'select') {
    const text = cell === null ? '' : String(cell);
    const categories = column.categories ?? [];
    return (
      <select
        {...common}
        value={text}
        onChange={({ currentTarget }) => onChange(categoryCell(currentTarget.value, column))}
      >
        {!categories.includes(text) && <option value={text}>{text === '' ? '–' : text}</option>}
        {categories.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    );
  }
  return <NumberControl column={column} cell={cell} common={common} title={title} onChange={onChange} />;
}

type NumberProps = Pick<ControlProps, 'column' | 'cell' | 'title' | 'onChange'> & {
  common: { id: string; disabled: boolean; 'aria-describedby': string | undefined };
};

function NumberControl({ column, cell, common, title, onChange }: NumberProps) {
  const value = cell === null ? '' : String(Number(cell));
  // What is being typed ("-", "1e") is not a number yet, and must not be taken from under the fingers.
  const [typed, setTyped] = useState<string | null>(null);
  const { range } = column;
  const whole = /int/.test(column.type);
  const pitch = column.step ?? (whole ? 1 : range && range[1] > range[0] ? (range[1] - range[0]) / 200 : 1);
  return (
    <div class="auto-pair">
      {range && range[0] < range[1] && (
        <input
          type="range"
          aria-label={`${title}, slider`}
          disabled={common.disabled}
          min={Math.floor(range[0] / pitch) * pitch}
          max={Math.ceil(range[1] / pitch) * pitch}
          step={pitch}
          value={value}
          onInput={({ currentTarget }) => {
            setTyped(null);
            // The scale begins and ends at whole steps, which may lie outside the data.
            const inside = Math.min(Math.max(currentTarget.valueAsNumber, range[0]), range[1]);
            onChange(Number(inside.toPrecision(7)));
          }}
        />
      )}
      <input
        {...common}
        type="number"
        step="any"
        value={typed ?? value}
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value);
          if (Number.isFinite(currentTarget.valueAsNumber)) onChange(currentTarget.valueAsNumber);
        }}
        onBlur={() => setTyped(null)}
      />
    </div>
  );
}
