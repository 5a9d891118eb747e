import { compareRuns, type FieldRow } from '@modelfolio/comparison';
import type { WrittenRunRecord } from '@modelfolio/schemas';
import { useEffect, useState } from 'preact/hooks';
import { Histories } from './Histories.tsx';
import type { RunsSource } from './runs-source.ts';

/** `base` is the address of the page with all runs: those of a run and of a comparison are below it. */
type Props = { source: RunsSource; base: string };

/** Runs that the address names, beside each other: metrics with the best marked, what differs, histories overlaid. */
export function RunsCompared({ source, base }: Props) {
  const [runs, setRuns] = useState<WrittenRunRecord[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    const ids = new URLSearchParams(location.search).getAll('run').slice(0, 100);
    if (ids.length === 0) setFailure('No run was chosen');
    else
      source.runs(ids).then(
        (found) => setRuns(found.map(({ record }) => record)),
        (error: Error) => setFailure(error.message),
      );
  }, []);
  if (failure !== null)
    return (
      <p class="notice error" role="alert">
        {failure}. <a href={base}>Choose in the table</a>
      </p>
    );
  if (!runs) return <p role="status">Loading the runs…</p>;
  const { metrics, params, data, code, environment } = compareRuns(runs);
  const names = runs.map((run, at) =>
    runs.some((other) => other !== run && other.name === run.name) ? `${run.name} (${at + 1})` : run.name,
  );
  const head = (
    <thead>
      <tr>
        <th scope="col">Name</th>
        {runs.map((run, at) => (
          <th scope="col" key={run.id}>
            <a href={`${base}run/?${new URLSearchParams({ id: run.id })}`}>{names[at]}</a>
          </th>
        ))}
      </tr>
    </thead>
  );
  return (
    <div class="comparison">
      <h2 id="metrics">Metrics</h2>
      <div class="scroll" role="region" aria-label="Metrics" tabIndex={0}>
        <table class="differences">
          {head}
          <tbody>
            {metrics.map(({ name, better, values, best }) => (
              <tr key={name}>
                <th scope="row">
                  {name}
                  {better && <small>{better} is better</small>}
                </th>
                {values.map((value, at) => (
                  <td key={runs[at]?.id} class={best.includes(at) ? 'verdict better' : undefined}>
                    {value === null ? '–' : typeof value === 'number' ? Number(value.toPrecision(6)) : value}
                    {best.includes(at) && ' ▲'}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Histories sides={runs.map(({ histories }, at) => ({ name: names[at] ?? '', histories }))} />
      {Object.entries({ Params: params, Data: data, Code: code, Environment: environment }).map(
        ([title, rows]) => (
          <Fields key={title} title={title} rows={rows} head={head} />
        ),
      )}
    </div>
  );
}

type FieldsProps = { title: string; rows: readonly FieldRow[]; head: preact.ComponentChild };

function Fields({ title, rows, head }: FieldsProps) {
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.filter(({ differs }) => differs);
  if (rows.length === 0) return null;
  const alike = rows.length - rows.filter(({ differs }) => differs).length;
  return (
    <section aria-labelledby={`${title}-title`}>
      <h2 id={`${title}-title`}>{title}</h2>
      {shown.length === 0 ? (
        <p>All {rows.length} are alike.</p>
      ) : (
        <div class="scroll" role="region" aria-label={title} tabIndex={0}>
          <table class="differences fields">
            {head}
            <tbody>
              {shown.map(({ name, values }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {values.map((value, at) => (
                    <td key={at}>{value ?? '–'}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {alike > 0 && shown.length > 0 && (
        <button type="button" class="button quiet" aria-pressed={all} onClick={() => setAll(!all)}>
          {all ? 'Only what differs' : `Show also the ${alike} that are alike`}
        </button>
      )}
    </section>
  );
}
