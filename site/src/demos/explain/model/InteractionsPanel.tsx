import { agreement } from '../methods/judged.ts';
import type { DataSet, Interactions } from '../analysis/analysis.ts';
import { LongQuestionBar } from '../methods/LongQuestionBar.tsx';
import type { AnalysisPage } from '../analysis/use-analysis.ts';
import { useKeptAnswer } from '../analysis/use-kept-answer.ts';

type Props = {
  page: AnalysisPage;
  data: DataSet | null;
  /** A size of the prediction as text. */
  unit: (size: number) => string;
  onPair: (pair: readonly [number, number]) => void;
};

/** The model is asked about the square of so many rows for each pair: of many columns, fewer rows. */
const rowsFor = (columns: number): number => (columns <= 15 ? 100 : 40);
const shown = 10;

/** Which features work together. */
export function InteractionsPanel({ page, data, unit, onPair }: Props) {
  const { client, state } = page;
  const { place, seed, grouped } = state;
  const question = { place, seed, grouped, rows: rowsFor(data?.columns.length ?? 0) };
  const interactions = useKeptAnswer(client, JSON.stringify(['interactions', question]), (asked, how) =>
    asked.ask('interactions', question, how),
  );
  return (
    <section class="rows-part" aria-label="Features that work together">
      <h2>Features that work together</h2>
      <p class="muted small">
        Friedman and Popescu’s H²: the share of a pair’s joint effect that is not the sum of its two parts. At
        0 they add up, at 1 nothing is left but the interaction. A pair that hardly matters can have a large
        share, so pairs are sorted by the size of what they add together (root mean square over rows). It{' '}
        {agreement('interaction')}.
      </p>
      <LongQuestionBar
        answer={interactions}
        ask="Look for interactions"
        busy={`Comparing pairs on ${question.rows} rows`}
        ready={client !== null}
      />
      {interactions.value && (
        <InteractionsTable interactions={interactions.value} unit={unit} onPair={onPair} />
      )}
    </section>
  );
}

type TableProps = { interactions: Interactions; unit: (size: number) => string; onPair: Props['onPair'] };

function InteractionsTable({ interactions: { features, pairs, rows }, unit, onPair }: TableProps) {
  const strongest = pairs.slice(0, shown);
  if (strongest.length === 0) return <p>No pair of features has any effect on these rows.</p>;
  return (
    <div class="auto-scroll">
      <table class="interactions">
        <caption>
          {strongest.length === pairs.length
            ? 'All pairs that have an effect'
            : `The ${strongest.length} pairs of ${pairs.length} that add the most`}
          , on {rows.toLocaleString('en')} rows
        </caption>
        <thead>
          <tr>
            <th scope="col">Pair</th>
            <th scope="col">Together add</th>
            <th scope="col">H²</th>
            <th scope="col">
              <span class="hidden">Surface</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {strongest.map(({ one, other, strength, size }) => {
            const [first, second] = [features[one], features[other]];
            const name = `${first?.name} × ${second?.name}`;
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>± {unit(size)}</td>
                <td>
                  <span class="bar-track" aria-hidden="true">
                    <span
                      class="share-bar"
                      style={{ transform: `scaleX(${Math.min(1, Math.max(0, strength)).toFixed(4)})` }}
                    />
                  </span>
                  {strength.toFixed(3)}
                </td>
                <td>
                  <button
                    type="button"
                    class="auto-reset"
                    onClick={() => onPair([first?.columns[0] ?? 0, second?.columns[0] ?? 0])}
                  >
                    Show the surface<span class="hidden"> of {name}</span>
                  </button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
