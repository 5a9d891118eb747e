import type { TabularColumn } from '@modelfolio/schemas';
import { useEffect } from 'preact/hooks';
import { LongQuestionBar } from '../methods/LongQuestionBar.tsx';
import { SurfaceTable } from './SurfaceTable.tsx';
import type { AnalysisPage } from '../analysis/use-analysis.ts';
import { useKeptAnswer } from '../analysis/use-kept-answer.ts';

type Props = {
  page: AnalysisPage;
  columns: readonly TabularColumn[];
  pair: readonly [number, number];
  what: string;
  text: (value: number) => string;
  onPair: (pair: readonly [number, number]) => void;
};

/** How the prediction goes with two columns together. */
export function SurfacePanel({ page, columns, pair, what, text, onPair }: Props) {
  const { client, state, data } = page;
  const { place, background, seed } = state;
  const question = { place, columns: pair, background, seed };
  const key = JSON.stringify(['surface', question]);
  const surface = useKeptAnswer(client, key, (asked, how) => asked.ask('surface', question, how));
  useEffect(() => {
    if (client) surface.start();
  }, [client, key]);
  const title = (column: number) => columns[column]?.label ?? columns[column]?.name ?? '';
  const choice = (words: string, at: 0 | 1) => (
    <label>
      {words}
      <select
        value={String(pair[at])}
        onChange={({ currentTarget }) => {
          const column = Number(currentTarget.value);
          // A column against itself says nothing: the two change places instead.
          const other = pair[at === 0 ? 1 : 0] === column ? pair[at] : pair[at === 0 ? 1 : 0];
          onPair(at === 0 ? [column, other] : [other, column]);
        }}
      >
        {columns.map(({ name }, column) => (
          <option key={name} value={String(column)}>
            {title(column)}
          </option>
        ))}
      </select>
    </label>
  );
  if (columns.length < 2) return null;
  return (
    <section class="rows-part" aria-label="How the prediction goes with two columns">
      <h2 id="surface" tabIndex={-1}>
        How the prediction goes with two columns
      </h2>
      <div class="settings-fields">
        {choice('Down', 0)}
        {choice('Across', 1)}
      </div>
      <LongQuestionBar
        answer={surface}
        ask="Show the surface"
        busy={`Asking about ${title(pair[0])} and ${title(pair[1])}`}
        ready={client !== null}
      />
      {surface.value && (
        <SurfaceTable
          surface={surface.value}
          titles={[title(pair[0]), title(pair[1])]}
          rows={data?.rows ?? 0}
          what={what}
          text={text}
        />
      )}
    </section>
  );
}
