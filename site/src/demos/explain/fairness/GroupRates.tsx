import {
  rateOf,
  sumOf,
  type Confusion,
  type FairnessIntervals,
  type GroupCounts,
  type Rate,
  type RateName,
} from '@modelfolio/explainability';
import { percent } from '@modelfolio/pages/numbers';
import { ScrollBox } from '@modelfolio/pages/ScrollBox';

type Props = {
  counts: GroupCounts;
  confusions: readonly Confusion[];
  small: readonly boolean[];
  intervals: FairnessIntervals | null;
  subject: string;
};

const shown: { name: RateName; title: string; of: string }[] = [
  { name: 'baseRate', title: 'Really positive', of: 'all' },
  { name: 'selectionRate', title: 'Chosen', of: 'all' },
  { name: 'truePositiveRate', title: 'Found', of: 'those really positive' },
  { name: 'falsePositiveRate', title: 'Wrongly chosen', of: 'those really negative' },
  { name: 'positivePredictiveValue', title: 'Rightly chosen', of: 'those chosen' },
  { name: 'accuracy', title: 'Accuracy', of: 'all' },
];

/** Every rate of every group, with what it is a share of, its n and its interval. */
export function GroupRates({ counts, confusions, small, intervals, subject }: Props) {
  const all = sumOf(confusions);
  return (
    <section aria-label="Rates by group">
      <h2>By group</h2>
      <ScrollBox label="Rates by group, table">
        <table class="fair-table">
          <caption>
            “Positive” is <b>{subject}</b>. Below each rate: its n and a 95 % bootstrap interval.
          </caption>
          <thead>
            <tr>
              <th scope="col">Group</th>
              {shown.map(({ name, title, of }) => (
                <th scope="col" key={name}>
                  {title}
                  <small>of {of}</small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {counts.groups.map((group, at) => (
              <tr key={group.name}>
                <th scope="row">
                  {group.name}
                  <small>
                    n = {group.n.toLocaleString('en')}
                    {small[at] && ', few'}
                  </small>
                </th>
                {shown.map(({ name }) => (
                  <RateCell
                    key={name}
                    rate={rateOf(confusions[at] ?? all, name)}
                    interval={intervals?.groups[at]?.[name]}
                  />
                ))}
              </tr>
            ))}
            <tr class="fair-all">
              <th scope="row">
                All<small>n = {counts.overall.n.toLocaleString('en')}</small>
              </th>
              {shown.map(({ name }) => (
                <RateCell key={name} rate={rateOf(all, name)} interval={intervals?.overall[name]} />
              ))}
            </tr>
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}

type CellProps = { rate: Rate; interval: { lower: number; upper: number } | null | undefined };

function RateCell({ rate, interval }: CellProps) {
  if (rate.value === null)
    return (
      <td>
        undefined<small>n = 0</small>
      </td>
    );
  return (
    <td>
      <span class="fair-bar" aria-hidden="true">
        <span style={{ transform: `scaleX(${rate.value})` }} />
        {interval && (
          <i
            style={{ left: `${100 * interval.lower}%`, width: `${100 * (interval.upper - interval.lower)}%` }}
          />
        )}
      </span>
      {percent(rate.value)}
      <small>
        n = {rate.n.toLocaleString('en')}
        {interval && (
          <>
            <br />
            {percent(interval.lower)} – {percent(interval.upper)}
          </>
        )}
      </small>
    </td>
  );
}
