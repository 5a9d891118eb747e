import { useState } from 'preact/hooks';
import { overlaidHistories, type Across, type NamedHistories } from '../charts/overlaid-histories.ts';
import { HistoryChart } from './HistoryChart.tsx';

type Props = { sides: readonly NamedHistories[] };

/** The histories of runs, a chart for each metric: over steps or over time, linear or logarithmic. */
export function Histories({ sides }: Props) {
  const [across, setAcross] = useState<Across>('step');
  const [log, setLog] = useState(false);
  const charts = overlaidHistories(sides, across);
  if (charts.length === 0 && across === 'step') return null;
  const hasTimes = sides.some(({ histories }) =>
    Object.values(histories).some(({ timestamps }) => timestamps !== null),
  );
  return (
    <section aria-labelledby="histories">
      <h2 id="histories">Histories</h2>
      <div class="histories-bar">
        {hasTimes && (
          <label>
            <input
              type="checkbox"
              checked={across === 'time'}
              onChange={(event) => setAcross(event.currentTarget.checked ? 'time' : 'step')}
            />
            Over time
          </label>
        )}
        <label>
          <input type="checkbox" checked={log} onChange={(event) => setLog(event.currentTarget.checked)} />
          Logarithmic
        </label>
      </div>
      <div class="histories">
        {charts.map(({ metric, series }) => (
          <HistoryChart key={metric} title={metric} series={series} across={across} log={log} />
        ))}
      </div>
    </section>
  );
}
