import { useEffect, useState } from 'preact/hooks';
import { Histories } from './Histories.tsx';
import type { LoadedRun, RunsSource } from './runs-source.ts';

/** `base` is the address of the page with all runs: those of a run and of a comparison are below it. */
type Props = { source: RunsSource; base: string };

/** One run, named by the address: what it was given, what it measured, where it came from. */
export function RunView({ source, base }: Props) {
  const [loaded, setLoaded] = useState<LoadedRun | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    const id = new URLSearchParams(location.search).get('id');
    if (id === null) {
      setFailure('The address names no run (…/run/?id=)');
      return;
    }
    source.runs([id]).then(
      ([found]) => setLoaded(found ?? null),
      (error: Error) => setFailure(error.message),
    );
  }, []);
  useEffect(() => {
    if (loaded) document.title = `${loaded.record.name} | ${document.title}`;
  }, [loaded]);
  if (failure !== null)
    return (
      <>
        <h1 id="_top">A run</h1>
        <p class="notice error" role="alert">
          {failure}. <a href={base}>All runs</a>
        </p>
      </>
    );
  if (!loaded)
    return (
      <>
        <h1 id="_top">A run</h1>
        <p role="status">Loading the run…</p>
      </>
    );
  const { record: run, address } = loaded;
  const facts: Record<string, string | null> = {
    Experiment: run.experiment,
    Status: run.status,
    Started: run.startTime,
    Ended: run.endTime,
    Id: run.id,
    Tracker: run.origin.tracker,
    Repository: run.source.repository,
    Commit:
      run.source.commit === null
        ? null
        : `${run.source.commit}${run.source.dirty ? ' with local changes' : ''}`,
    Command: run.source.command,
    'Entry point': run.source.entryPoint,
    Runtime: run.environment.runtime,
    Processor: run.environment.hardware?.cpu ?? null,
    ...run.environment.packages,
  };
  const { 'mlflow.note.content': note, ...tags } = run.tags;
  return (
    <article class="run">
      <h1 id="_top">{run.name}</h1>
      {note !== undefined && <p class="run-note">{note}</p>}
      <p class="actions">
        <a
          class="button quiet"
          href={`${base}?${new URLSearchParams({ q: `attributes.run_id = '${run.id}'` })}`}
        >
          In the table
        </a>
        {run.parentRunId && (
          <a class="button quiet" href={`${base}run/?${new URLSearchParams({ id: run.parentRunId })}`}>
            The run it is nested in
          </a>
        )}
        <a class="button quiet" href={address}>
          Record (JSON)
        </a>
      </p>
      <Pairs
        title="Metrics, last values"
        pairs={Object.entries(run.metrics).map(([name, { value, step }]) => [
          name,
          `${value}${step === null ? '' : ` at step ${step}`}`,
        ])}
      />
      <Histories sides={[{ name: run.name, histories: run.histories }]} />
      <Pairs
        title="Params"
        pairs={Object.entries(run.params).map(([name, value]) => [
          name,
          value === null ? 'none' : String(value),
        ])}
      />
      <Pairs
        title="Data sets"
        pairs={run.datasets.map(({ name, role, digest, rows }) => [
          `${role ?? 'data'}: ${name}`,
          [digest, rows === null ? null : `${rows} rows`].filter(Boolean).join(', ') || 'no digest',
        ])}
      />
      <Pairs
        title="Models"
        pairs={run.models.map(({ modelId, name, path, registrations = [] }) => [
          name ?? modelId,
          [path, ...registrations.map((one) => `${one.name} ${one.version}`)].filter(Boolean).join('; ') ||
            'no path',
        ])}
      />
      <Pairs
        title="Artifacts"
        pairs={run.artifacts.map(({ path, bytes }) => [path, `${bytes.toLocaleString('en-US')} bytes`])}
      />
      <Pairs title="Tags" pairs={Object.entries(tags)} />
      <Pairs
        title="Source and environment"
        pairs={Object.entries(facts).filter((pair): pair is [string, string] => pair[1] !== null)}
      />
    </article>
  );
}

type PairsProps = { title: string; pairs: readonly (readonly [string, string])[] };
const shownPairs = 500;

function Pairs({ title, pairs }: PairsProps) {
  const [all, setAll] = useState(false);
  if (pairs.length === 0) return null;
  const id = title.toLowerCase().replaceAll(/\W+/g, '-');
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <dl class="facts-list">
        {pairs.slice(0, all ? undefined : shownPairs).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value.length > 5000
                ? `${value.slice(0, 5000)}… (${value.length.toLocaleString('en-US')} characters)`
                : value}
            </dd>
          </div>
        ))}
      </dl>
      {!all && pairs.length > shownPairs && (
        <button type="button" class="button quiet" onClick={() => setAll(true)}>
          Show all {pairs.length}
        </button>
      )}
    </section>
  );
}
