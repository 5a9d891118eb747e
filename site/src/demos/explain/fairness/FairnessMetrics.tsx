import { agreement } from '../methods/judged.ts';
import {
  disparityIntervals,
  fairnessMetrics,
  type Confusion,
  type FairnessIntervals,
  type FairnessMetricName,
} from '@modelfolio/explainability';
import { points } from '@modelfolio/pages/numbers';
import { ScrollBox } from '@modelfolio/pages/ScrollBox';

type Props = {
  confusions: readonly Confusion[];
  names: readonly string[];
  intervals: FairnessIntervals | null;
};

const shown: {
  name: keyof ReturnType<typeof disparityIntervals>;
  ratio: FairnessMetricName;
  title: string;
  meaning: string;
}[] = [
  {
    name: 'demographicParityDifference',
    ratio: 'demographicParityRatio',
    title: 'Demographic parity',
    meaning: 'groups are chosen equally often',
  },
  {
    name: 'equalOpportunityDifference',
    ratio: 'equalOpportunityRatio',
    title: 'Equal opportunity',
    meaning: 'those really positive are found equally often',
  },
  {
    name: 'equalizedOddsDifference',
    ratio: 'equalizedOddsRatio',
    title: 'Equalized odds',
    meaning: 'and those really negative are wrongly chosen equally often',
  },
  {
    name: 'predictiveParityDifference',
    ratio: 'predictiveParityRatio',
    title: 'Predictive parity',
    meaning: 'those chosen are really positive equally often',
  },
];

/** Of the Uniform Guidelines on Employee Selection Procedures (29 CFR 1607.4 D). */
const fourFifths = 0.8;

/** Largest differences and smallest ratios between groups, with intervals. */
export function FairnessMetrics({ confusions, names, intervals }: Props) {
  const metrics = fairnessMetrics(confusions, names, 'between_groups');
  const differences = disparityIntervals(confusions);
  return (
    <section aria-label="Fairness measures">
      <h2>How far apart</h2>
      <ScrollBox label="Fairness measures, table">
        <table class="fair-table">
          <caption>
            Between the two groups that are farthest apart; {agreement('fairness')}, where that defines them.
            95 % intervals: Newcombe's of differences, at a level that makes those of all pairs of groups true
            together; a bootstrap over rows of ratios, the lower rate over the higher. A selection-rate ratio
            under four fifths (0.80) is often taken as evidence of adverse impact.
          </caption>
          <thead>
            <tr>
              <th scope="col">Measure</th>
              <th scope="col">
                Difference<small>0 is equal</small>
              </th>
              <th scope="col">
                Ratio<small>lower ÷ higher, 1 is equal</small>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ name, ratio, title, meaning }) => (
              <tr key={name}>
                <th scope="row">
                  {title}
                  <small>{meaning}</small>
                  {metrics[name].undefinedFor.length > 0 && (
                    <small>undefined for {metrics[name].undefinedFor.join(', ')}: left out</small>
                  )}
                </th>
                <Measure
                  value={metrics[name].value}
                  interval={differences[name]}
                  rows={differences[name]?.n}
                  text={points}
                />
                <Measure
                  value={metrics[ratio].value}
                  interval={intervals?.metrics.between_groups[ratio]}
                  text={(value) => value.toFixed(2)}
                  note={
                    name === 'demographicParityDifference' && (metrics[ratio].value ?? 1) < fourFifths
                      ? 'under four fifths'
                      : undefined
                  }
                />
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}

type MeasureProps = {
  value: number | null;
  interval: { lower: number; upper: number } | null | undefined;
  text: (value: number) => string;
  rows?: number | undefined;
  note?: string | undefined;
};

function Measure({ value, interval, text, rows, note }: MeasureProps) {
  // Resampling makes the least of several ratios less, which can leave the ratio itself outside.
  const holds = interval && value !== null && interval.lower <= value && value <= interval.upper;
  if (value === null) return <td>undefined</td>;
  return (
    <td>
      <b>{text(value)}</b>
      {interval && holds && (
        <small>
          {text(interval.lower)} – {text(interval.upper)}
        </small>
      )}
      {rows !== undefined && <small>n = {rows.toLocaleString('en')}</small>}
      {note && <small>{note}</small>}
    </td>
  );
}
