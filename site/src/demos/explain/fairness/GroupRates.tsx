import {
  fewRows,
  rateOf,
  sumOf,
  type Confusion,
  type GroupCounts,
  type Rate,
  type RateName,
} from '@modelfolio/explainability';
import { percent } from '@modelfolio/pages/numbers';
import { wilsonInterval } from '@modelfolio/statistics/wilson-interval';
import { ScrollBox } from '@modelfolio/pages/ScrollBox';

type Props = {
  counts: GroupCounts;
  confusions: readonly Confusion[];
  small: readonly boolean[];
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
export function GroupRates({ counts, confusions, small, subject }: Props) {
  const all = sumOf(confusions);
  return (
    <section aria-label="Rates by group">
      <h2>By group</h2>
      <ScrollBox label="Rates by group, table">
        <table class="fair-table">
          <caption>
            “Positive” is <b>{subject}</b>. Below each rate: its n and its 95 % interval (Wilson).
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
                  <RateCell key={name} rate={rateOf(confusions[at] ?? all, name)} />
                ))}
              </tr>
            ))}
            <tr class="fair-all">
              <th scope="row">
                All<small>n = {counts.overall.n.toLocaleString('en')}</small>
              </th>
              {shown.map(({ name }) => (
                <RateCell key={name} rate={rateOf(all, name)} />
              ))}
            </tr>
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}

function RateCell({ rate }: { rate: Rate }) {
  if (rate.value === null)
    return (
      <td>
        undefined<small>n = 0</small>
      </td>
    );
  const interval = wilsonInterval(Math.round(rate.value * rate.n), rate.n);
  return (
    <td>
      <span class="fair-bar" aria-hidden="true">
        <span style={{ transform: `scaleX(${rate.value})` }} />
        <i
          style={{ left: `${100 * interval.lower}%`, width: `${100 * (interval.upper - interval.lower)}%` }}
        />
      </span>
      {percent(rate.value)}
      <small>
        n = {rate.n.toLocaleString('en')}
        {rate.n < fewRows && ', too few to tell'}
        <br />
        {percent(interval.lower)} – {percent(interval.upper)}
      </small>
    </td>
  );
}
