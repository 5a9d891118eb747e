import type { ImageAttribution } from './attribution.ts';
import { signed } from './why-words.ts';

/** The map in words: where it is strongest. Rows and columns count from 1. */
export function RegionTable({ regions }: Pick<ImageAttribution, 'regions'>) {
  return (
    <details class="regions">
      <summary>The strongest regions as a table</summary>
      <table>
        <caption class="hidden">Squares of the picture, the strongest first</caption>
        <thead>
          <tr>
            <th scope="col">Rows</th>
            <th scope="col">Columns</th>
            <th scope="col">Sum</th>
          </tr>
        </thead>
        <tbody>
          {regions.map(({ fromRow, toRow, fromColumn, toColumn, sum }) => (
            <tr key={`${fromRow} ${fromColumn}`}>
              <td>
                {fromRow + 1}–{toRow}
              </td>
              <td>
                {fromColumn + 1}–{toColumn}
              </td>
              <td>{signed(sum)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
