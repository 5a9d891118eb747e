import { agreement } from '../methods/judged.ts';
import { calibrationBins, calibrationByGroup, type ScoredRows } from '@modelfolio/explainability';
import { useMemo } from 'preact/hooks';
import { percent } from '@modelfolio/pages/numbers';
import { ScrollBox } from '@modelfolio/pages/ScrollBox';

const size = 200;
const pad = 4;
/** More lines cannot be told apart. */
const mostLines = 4;
const dashes = ['', '6 4', '2 3', '8 3 2 3'];

/** Whether a score means the same in every group: how many are really positive of those that got it. */
export function CalibrationByGroup({ rows }: { rows: ScoredRows }) {
  const groups = useMemo(() => calibrationByGroup(rows, { bins: calibrationBins }), [rows]);
  const drawn = groups
    .filter(({ n }) => n > 0)
    .toSorted((one, other) => other.n - one.n)
    .slice(0, mostLines);
  const at = (value: number) => pad + value * (size - 2 * pad);
  return (
    <section aria-label="Calibration by group">
      <h2>Do scores mean the same</h2>
      <div class="fair-calibration">
        <figure>
          <svg
            viewBox={`0 0 ${size} ${size}`}
            role="img"
            aria-label={`Reliability of ${drawn.map(({ name }) => name).join(', ')}; the table has the numbers`}
          >
            <rect x={pad} y={pad} width={size - 2 * pad} height={size - 2 * pad} class="frame" />
            <line x1={at(0)} y1={size - at(0)} x2={at(1)} y2={size - at(1)} class="ideal" />
            {drawn.map(({ name, bins }, index) => (
              <g key={name} style={{ color: `var(--mf-series-${index + 1})` }}>
                <polyline
                  points={bins.map((bin) => `${at(bin.meanScore)},${size - at(bin.positiveRate)}`).join(' ')}
                  stroke-dasharray={dashes[index]}
                />
                {bins.map((bin) => (
                  <circle
                    key={bin.meanScore}
                    cx={at(bin.meanScore)}
                    cy={size - at(bin.positiveRate)}
                    r="2.5"
                  />
                ))}
              </g>
            ))}
          </svg>
          <figcaption>
            <ul class="fair-legend">
              {drawn.map(({ name }, index) => (
                <li key={name} style={{ color: `var(--mf-series-${index + 1})` }}>
                  <span>{name}</span>
                </li>
              ))}
            </ul>
            Across: mean score; up: really positive. The straight line is a score that is a true probability.
          </figcaption>
        </figure>
        <ScrollBox label="Calibration by group, table">
          <table class="fair-table">
            <caption>
              Of the score for one class, in {calibrationBins} bins of equal width; {agreement('calibration')}
            </caption>
            <thead>
              <tr>
                <th scope="col">Group</th>
                <th scope="col">Calibration error</th>
                <th scope="col">Brier score</th>
              </tr>
            </thead>
            <tbody>
              {groups.map(({ name, n, ece, brier }) => (
                <tr key={name}>
                  <th scope="row">
                    {name}
                    <small>n = {n.toLocaleString('en')}</small>
                  </th>
                  <td>{ece === null ? 'undefined' : percent(ece)}</td>
                  <td>{brier === null ? 'undefined' : brier.toFixed(3)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <details>
            <summary>Every bin</summary>
            <table class="fair-table">
              <thead>
                <tr>
                  <th scope="col">Group</th>
                  <th scope="col">Mean score</th>
                  <th scope="col">Really positive</th>
                  <th scope="col">n</th>
                </tr>
              </thead>
              <tbody>
                {groups.flatMap(({ name, bins }) =>
                  bins.map((bin) => (
                    <tr key={`${name} ${bin.meanScore}`}>
                      <th scope="row">{name}</th>
                      <td>{percent(bin.meanScore)}</td>
                      <td>{percent(bin.positiveRate)}</td>
                      <td>{bin.n.toLocaleString('en')}</td>
                    </tr>
                  )),
                )}
              </tbody>
            </table>
          </details>
        </ScrollBox>
      </div>
    </section>
  );
}
