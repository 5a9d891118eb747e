import type { Surface } from '../analysis/analysis.ts';
import { sparseShare, surfaceCells } from './surface-cells.ts';
import { gridText } from '../methods/words.ts';

type Props = {
  surface: Surface;
  titles: readonly [string, string];
  /** Rows of the data. */
  rows: number;
  what: string;
  text: (value: number) => string;
};

/** A heat map that is a table: each cell says its mean, and how many rows lie there. */
export function SurfaceTable({ surface, titles: [first, second], rows, what, text }: Props) {
  const [firstGrid, secondGrid] = surface.grids;
  const cells = surfaceCells(surface, rows);
  const needed = Math.max(1, Math.ceil(sparseShare * rows));
  return (
    <>
      <div
        class="auto-scroll surface-scroll"
        tabIndex={0}
        role="region"
        aria-label={`${what} by ${first} and ${second}`}
      >
        <table class="surface">
          <caption>
            {what} by <b>{first}</b> (down) and <b>{second}</b> (across)
          </caption>
          <thead>
            <tr>
              <th scope="col">
                {first} <span aria-hidden="true">↓</span> {second} <span aria-hidden="true">→</span>
              </th>
              {secondGrid.map((value) => (
                <th scope="col" key={String(value)}>
                  {gridText(value)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cells.map((line, down) => {
              const value = gridText(firstGrid[down] ?? null);
              return (
                <tr key={value}>
                  <th scope="row">{value}</th>
                  {line.map(({ mean, share, count, sparse }, across) => (
                    <td
                      key={across}
                      class={sparse ? 'sparse' : undefined}
                      style={{ '--share': share.toFixed(3) }}
                      title={`${value}, ${gridText(secondGrid[across] ?? null)}: ${text(mean)}, ${count.toLocaleString('en')} ${count === 1 ? 'row' : 'rows'} of the data${sparse ? ', too few to believe' : ''}`}
                    >
                      {text(mean)}
                      <small>n {count.toLocaleString('en')}</small>
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p class="surface-key small">
        <span class="ramp" aria-hidden="true" />
        <span>low to high</span>
        <span class="hatched" aria-hidden="true" />
        <span>
          fewer than {needed.toLocaleString('en')} {needed === 1 ? 'row lies' : 'rows lie'} there (n): not to
          be believed
        </span>
      </p>
    </>
  );
}
