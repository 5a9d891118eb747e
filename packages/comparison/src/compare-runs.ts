import { toNumber, type MetricNumber, type WrittenRunRecord } from '@modelfolio/schemas';
import type { Fields } from './compare-fields.ts';
import { metricDirection } from './metric-direction.ts';

/** A metric's latest value in each run. */
export interface MetricRow {
  name: string;
  better: 'higher' | 'lower' | null;
  /** In the order of the runs; `null` where a run lacks it. */
  values: (MetricNumber | null)[];
  /** Places of the best values; none where no direction is known or all are alike. */
  best: number[];
}

/** Text of each run, in the order of the runs. */
export interface FieldRow {
  name: string;
  values: (string | null)[];
  differs: boolean;
}

/** Some runs beside each other. */
export interface RunComparison {
  metrics: MetricRow[];
  params: FieldRow[];
  data: FieldRow[];
  code: FieldRow[];
  environment: FieldRow[];
}

/** Lays runs beside each other; rows in order of name. */
export function compareRuns(runs: readonly WrittenRunRecord[]): RunComparison {
  return {
    metrics: namesOf(runs.map(({ metrics }) => metrics)).map((name) => metricRow(name, runs)),
    params: fieldRows(
      runs.map(({ params }) =>
        Object.fromEntries(
          Object.entries(params).map(([name, value]) => [name, value === null ? null : String(value)]),
        ),
      ),
    ),
    data: fieldRows(runs.map(datasetsOf)),
    code: fieldRows(
      runs.map(({ source }) => ({
        repository: source.repository,
        commit: source.commit,
        'local changes': source.dirty === null ? null : source.dirty ? 'yes' : 'no',
        'entry point': source.entryPoint,
        command: source.command,
      })),
    ),
    environment: fieldRows(
      runs.map(({ environment }) => ({
        runtime: environment.runtime,
        'lock file': environment.lockfileSha256,
        processor: environment.hardware?.cpu,
        accelerator: environment.hardware?.accelerator,
        'operating system': environment.hardware?.os,
        ...environment.packages,
      })),
    ),
  };
}

function datasetsOf({ datasets }: WrittenRunRecord): Fields {
  return Object.fromEntries(
    datasets.map(({ name, digest, role }) => [`${role ?? 'data'}: ${name}`, digest ?? 'no digest']),
  );
}

function namesOf(records: readonly object[]): string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))].toSorted();
}

function fieldRows(records: readonly Fields[]): FieldRow[] {
  return namesOf(records)
    .map((name) => {
      const values = records.map((record) => (Object.hasOwn(record, name) ? record[name] : null) ?? null);
      return { name, values, differs: new Set(values).size > 1 };
    })
    .filter(({ values }) => values.some((value) => value !== null));
}

function metricRow(name: string, runs: readonly WrittenRunRecord[]): MetricRow {
  const values = runs.map(
    ({ metrics }) => (Object.hasOwn(metrics, name) ? metrics[name]?.value : null) ?? null,
  );
  const better = metricDirection(name);
  const numbers = values.map((value) => (value === null ? Number.NaN : toNumber(value)));
  const known = numbers.filter((number) => !Number.isNaN(number));
  const bestValue = better === 'higher' ? Math.max(...known) : Math.min(...known);
  const telling = better !== null && new Set(known).size > 1;
  return {
    name,
    better,
    values,
    best: telling ? numbers.flatMap((number, place) => (number === bestValue ? [place] : [])) : [],
  };
}
