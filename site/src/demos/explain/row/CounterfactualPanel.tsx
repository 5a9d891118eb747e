import type { Cell } from '@modelfolio/inference';
import type { TabularColumn } from '@modelfolio/schemas';
import type { CounterfactualAnswer } from '../analysis/analysis.ts';
import { cellText } from '../methods/words.ts';

type Props = {
  columns: readonly TabularColumn[];
  cells: readonly Cell[];
  answer: CounterfactualAnswer | null;
  /** More are sought, or those of the row as it is now. */
  busy: boolean;
  /** What is wanted, e.g. `>50K at 50 % or more`. */
  wanted: string;
  text: (prediction: number) => string;
  onTry: (cells: readonly Cell[]) => void;
};

/** The smallest changes that would turn the decision, each one minimal: none of its parts would do. */
export function CounterfactualPanel({ columns, cells, answer, busy, wanted, text, onTry }: Props) {
  return (
    <section class="counterfactuals" aria-label="What would change it" aria-busy={busy}>
      <h2>What would change it</h2>
      <p class="muted small">
        The smallest changes found that lead to <b>{wanted}</b>, within what may change. Leaving any of a
        set's changes out would not be enough. Distance: a changed number by its share of the range in the
        data, a changed category by 1, added up (HEOM, Wilson and Martinez 1997).
      </p>
      {answer?.none && <p class="notice">{answer.none}</p>}
      <ol>
        {answer?.found.map((found, index) => (
          <li key={index}>
            <ul>
              {columns.map((column, at) => {
                const to = found.cells[at] ?? null;
                if (to === (cells[at] ?? null)) return null;
                return (
                  <li key={column.name}>
                    <b>{column.label ?? column.name}</b>: {cellText(cells[at] ?? null)} →{' '}
                    <b>{cellText(to)}</b>
                  </li>
                );
              })}
            </ul>
            <p class="small">
              gives <b>{text(found.prediction)}</b>, distance{' '}
              {found.distance.toLocaleString('en', { maximumSignificantDigits: 3 })}
            </p>
            <button type="button" onClick={() => onTry(found.cells)}>
              Try it<span class="hidden"> (set {index + 1})</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
