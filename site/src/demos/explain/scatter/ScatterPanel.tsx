import { useMemo, useState } from 'preact/hooks';
import type { Condition } from '../analysis/analysis-state.ts';
import type { DataSet } from '../analysis/analysis.ts';
import { colouringOf, oneColour, rightOrWrong, type Colouring } from './scatter-colours.ts';
import type { ScatterAxis } from './scatter-axes.ts';
import { conditionOf, rowsWithin, scatterLayout, type Rectangle } from './scatter-layout.ts';
import { ScatterCanvas } from './ScatterCanvas.tsx';
import { ScatterSelection } from './ScatterSelection.tsx';

type Props = {
  axes: readonly ScatterAxis[];
  data: DataSet;
  /** Ids of what is across, up and shown by colour. */
  shown: readonly [string, string, string];
  onShown: (shown: [string, string, string]) => void;
  /** Row of the other tab. */
  row: number;
  /** Rows of the slice. */
  slice: Uint8Array;
  /** Whether Shapley values can be chosen as axes. */
  explained: boolean;
  /** The selected rows; `null`: none are. */
  selected: Uint8Array | null;
  onSelected: (rows: Uint8Array | null) => void;
  onOpen: (row: number) => void;
  onSlice: (conditions: Condition[]) => void;
};

const howId = 'scatter-how';

/** Any two things that are known of rows against each other. */
export function ScatterPanel(props: Props) {
  const { axes, data, row, slice, explained, selected, onSelected, onOpen } = props;
  const [acrossId, upId, colourId] = props.shown;
  const show = (place: number) => (id: string) =>
    props.onShown(props.shown.map((before, at) => (at === place ? id : before)) as [string, string, string]);
  const [selection, setSelection] = useState<Rectangle | null>(null);
  const [cursor, setCursor] = useState<number | null>(row);
  const across =
    axes.find(({ id }) => id === acrossId) ?? axes.find(({ kind }) => kind === 'number') ?? axes[0];
  const up = axes.find(({ id }) => id === upId) ?? axes.find(({ id }) => id === 'score') ?? axes[0];
  const layout = useMemo(() => across && up && scatterLayout(across, up, data.rows), [across, up, data.rows]);
  const colouring = useMemo(() => colouringFor(colourId, axes, data), [colourId, axes, data]);
  if (!across || !up || !layout) return null;

  function select(rectangle: Rectangle | null): void {
    setSelection(rectangle);
    onSelected(rectangle && layout ? rowsWithin(layout, rectangle) : null);
  }
  const axisChoice = (words: string, value: string, put: (id: string) => void) => (
    <label>
      {words}
      <select
        value={value}
        onChange={({ currentTarget }) => {
          put(currentTarget.value);
          select(null);
        }}
      >
        <AxisOptions axes={axes} />
      </select>
    </label>
  );
  const bounds = selected
    ? [conditionOf(across, selected), conditionOf(up, selected)].filter((one) => one !== null)
    : [];
  return (
    <section class="rows-part" aria-label="Every row as a point">
      <h2>Every row as a point</h2>
      <div class="settings-fields">
        {axisChoice('Across', across.id, show(0))}
        {axisChoice('Up', up.id, show(1))}
        <label>
          Colour
          <select value={colourId} onChange={({ currentTarget }) => show(2)(currentTarget.value)}>
            <option value="">one colour</option>
            {data.predictions.kind === 'classes' && data.actual && (
              <option value="right">right or wrong</option>
            )}
            {axes
              .filter(({ kind }) => kind === 'category')
              .map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
          </select>
        </label>
      </div>
      <p class="muted small" id={howId}>
        Drag a rectangle to select rows. Arrow keys go to the nearest point that way, Enter opens its row,
        Escape ends the selection; without a pointer, the slice above selects.
        {!explained && ' Shapley values can be axes once every row is explained, below.'}
      </p>
      <ScatterCanvas
        across={across}
        up={up}
        colouring={colouring}
        layout={layout}
        strong={slice}
        cursor={cursor}
        selection={selection}
        describedBy={howId}
        onCursor={setCursor}
        onSelect={select}
        onOpen={onOpen}
      />
      <ul class="scatter-legend small" aria-label="Colours">
        {colouring.classes.map(({ name, token }) => (
          <li key={name}>
            <span class="swatch" style={{ background: `var(${token})` }} />
            {name}
          </li>
        ))}
      </ul>
      {cursor !== null && (
        <p class="scatter-cursor-row small">
          <span role="status">
            Row {cursor + 1}: {across.title} {across.text(across.at(cursor))}, {up.title}{' '}
            {up.text(up.at(cursor))}
          </span>{' '}
          <button type="button" class="auto-reset" onClick={() => onOpen(cursor)}>
            Open row {cursor + 1}
          </button>
        </p>
      )}
      {layout.placed < data.rows && (
        <p class="muted small">
          {(data.rows - layout.placed).toLocaleString('en')} rows have no place: a value is missing or not
          known.
        </p>
      )}
      {selected && (
        <ScatterSelection
          rows={selected}
          axes={axes}
          shown={[across, up]}
          bounds={bounds}
          onOpen={onOpen}
          onClear={() => select(null)}
          onSlice={() => {
            props.onSlice(bounds);
            select(null);
          }}
        />
      )}
    </section>
  );
}

/** The colours of what was chosen; one colour where the data does not have it. */
function colouringFor(
  id: string,
  axes: readonly ScatterAxis[],
  { predictions, actual, rows }: DataSet,
): Colouring {
  if (id === 'right' && predictions.kind === 'classes' && actual)
    return rightOrWrong(predictions.predicted, actual);
  const axis = axes.find((candidate) => candidate.id === id && candidate.kind === 'category');
  return axis ? colouringOf(axis, rows) : oneColour;
}

function AxisOptions({ axes }: { axes: readonly ScatterAxis[] }) {
  const group = (label: string, wanted: (id: string) => boolean) => {
    const own = axes.filter(({ id }) => wanted(id));
    return own.length === 0 ? null : (
      <optgroup label={label}>
        {own.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </optgroup>
    );
  };
  return (
    <>
      {group('Columns', (id) => id.startsWith('column:'))}
      {group('What the model says', (id) => !id.includes(':'))}
      {group('Shapley values', (id) => id.startsWith('shap:'))}
    </>
  );
}
