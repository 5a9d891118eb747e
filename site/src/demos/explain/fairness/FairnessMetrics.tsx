import { agreement } from '../methods/judged.ts';
import {
  fairnessMetrics,
  type Confusion,
  type FairnessIntervals,
  type FairnessMetricName,
} from '@modelfolio/explainability';
import { percent } from '@modelfolio/pages/numbers';
import { ScrollBox } from '@modelfolio/pages/ScrollBox';

type Props = {
  confusions: readonly Confusion[];
  names: readonly string[];
  intervals: FairnessIntervals | null;
};

const shown: { name: FairnessMetricName; ratio: FairnessMetricName; title: string; meaning: string }[] = [
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

/** Largest differences and smallest ratios between groups, with intervals. */
export function FairnessMetrics({ confusions, names, intervals }: Props) {
  const metrics = fairnessMetrics(confusions, names, 'between_groups');
  return (
    <section aria-label="Fairness measures">
      <h2>How far apart</h2>
      <ScrollBox label="Fairness measures, table">
        <table class="fair-table">
          <caption>
            Between the two groups that are furthest apart; {agreement('fairness')}, where that defines them.
          </caption>
          <thead>
            <tr>
              <th scope="col">Measure</th>
              <th scope="col">
                Difference<small>0 is equal</small>
              </th>
              <th scope="col">
                Ratio<small>1 is equal</small>
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
                  interval={intervals?.metrics.between_groups[name]}
                  text={percent}
                />
                <Measure
                  value={metrics[ratio].value}
                  interval={intervals?.metrics.between_groups[ratio]}
                  text={(value) => value.toFixed(2)}
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
};

function Measure({ value, interval, text }: MeasureProps) {
  if (value === null) return <td>undefined</td>;
  return (
    <td>
      <b>{text(value)}</b>
      {interval && (
        <small>
          {text(interval.lower)} – {text(interval.upper)}
        </small>
      )}
    </td>
  );
}
