import { fromNumber, type RunRecord } from '@modelfolio/schemas';

/** A run in MLflow's own words, as each of its stores holds it. Times are milliseconds since 1970. */
export interface MlflowRun {
  id: string;
  name: string | null;
  experiment: string;
  experimentId: string;
  /** `FINISHED` …, or the number that the file store keeps. */
  status: string | number | null;
  startTime: number | null;
  endTime: number | null;
  sourceName: string | null;
  params: Record<string, string>;
  tags: Record<string, string>;
  datasets: MlflowDataset[];
  models: MlflowModel[];
}

export interface MlflowDataset {
  name: string;
  digest: string | null;
  /** Tag `mlflow.data.context`. */
  context: string | null;
  /** JSON text, by type: `{"uri": …}`, `{"url": …}` … */
  source: string | null;
  /** JSON text, with `num_rows` where MLflow counted. */
  profile: string | null;
}

export type MlflowModel = RunRecord['models'][number];

/** One point of a metric as MLflow stores it. */
export interface MlflowPoint {
  step: number;
  timestamp: number;
  value: number;
}

/** SQL has no infinities: MLflow writes the largest double instead. */
const clampedInfinity = 1.7976931348623157e308;

/** A stored value as the number that was logged. */
export function loggedValue(value: number, isNan: boolean): number {
  if (isNan) return Number.NaN;
  return Math.abs(value) === clampedInfinity ? Math.sign(value) * Infinity : value;
}

/** The numbers of `RunStatus` in MLflow's protocol, which the file store keeps. */
const statusNames = ['', 'RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'];
const statuses: Record<string, RunRecord['status']> = {
  RUNNING: 'running',
  SCHEDULED: 'scheduled',
  FINISHED: 'finished',
  FAILED: 'failed',
  KILLED: 'killed',
};

/** The numbers of `LoggedModelStatus`, which stores keep. */
const modelStatusNames = ['UNSPECIFIED', 'PENDING', 'READY', 'UPLOAD_FAILED'];

/** A logged model's status as a word. */
export function modelStatus(status: string | number | null): string | null {
  if (status === null) return null;
  return modelStatusNames[Number(status)] ?? String(status).replace(/^LOGGED_MODEL_/, '');
}

/**
 * A run of MLflow as a record.
 *
 * @param points the whole history of each metric, in any order
 * @param origin source and store it was read from
 */
export function toRunRecord(
  run: MlflowRun,
  points: ReadonlyMap<string, readonly MlflowPoint[]>,
  artifacts: RunRecord['artifacts'],
  origin: { tracker: string; location: string },
): RunRecord {
  const { tags } = run;
  const sorted = [...points].map(([key, found]) => [key, found.toSorted(byStep)] as const);
  return {
    schemaVersion: 1,
    id: run.id,
    experiment: run.experiment,
    name: runName(run),
    parentRunId: tags['mlflow.parentRunId'] ?? null,
    status: statusOf(run.status),
    startTime: instantOf(run.startTime),
    endTime: instantOf(run.endTime),
    params: run.params,
    metrics: Object.fromEntries(sorted.map(([key, found]) => [key, latest(found)])),
    histories: Object.fromEntries(sorted.map(([key, found]) => [key, history(found)])),
    tags,
    datasets: run.datasets.map(toDataset),
    artifacts,
    models: run.models,
    source: {
      repository: tags['mlflow.source.git.repoURL'] ?? null,
      commit: tags['mlflow.source.git.commit'] ?? null,
      dirty: dirtyOf(tags['mlflow.source.git.dirty']),
      entryPoint: tags['mlflow.source.name'] ?? blankToNull(run.sourceName),
      command: null,
    },
    environment: { runtime: null, packages: {}, lockfileSha256: null, hardware: null },
    origin: { ...origin, externalId: run.id },
  };
}

/** The name a person gave the run; older stores keep it as a tag alone. */
export function runName({ id, name, tags }: Pick<MlflowRun, 'id' | 'name' | 'tags'>): string {
  return blankToNull(name) ?? tags['mlflow.runName'] ?? id;
}

/** ISO 8601, or `null` for times that no date can hold. */
export function instantOf(milliseconds: number | null): string | null {
  if (milliseconds === null || milliseconds <= 0 || !Number.isFinite(milliseconds)) return null;
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999 ? null : date.toISOString();
}

function statusOf(status: string | number | null): RunRecord['status'] {
  const name = /^\d+$/.test(String(status)) ? statusNames[Number(status)] : String(status);
  return statuses[name ?? ''] ?? 'running';
}

function dirtyOf(tag: string | undefined): boolean | null {
  if (tag === undefined) return null;
  return tag.toLowerCase() === 'true';
}

function blankToNull(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : text;
}

function byStep(a: MlflowPoint, b: MlflowPoint): number {
  return a.step - b.step || a.timestamp - b.timestamp;
}

/** The greatest (step, timestamp, value), NaN counting as 0, as `_get_latest_metrics` in MLflow's stores has it. */
function latest(points: readonly MlflowPoint[]): RunRecord['metrics'][string] {
  const rank = ({ value }: MlflowPoint): number => (Number.isNaN(value) ? 0 : value);
  const last = points.reduce((best, point) =>
    (byStep(point, best) || rank(point) - rank(best)) > 0 ? point : best,
  );
  return { value: fromNumber(last.value), step: last.step, timestamp: last.timestamp };
}

function history(points: readonly MlflowPoint[]): RunRecord['histories'][string] {
  return {
    steps: points.map(({ step }) => step),
    values: points.map(({ value }) => fromNumber(value)),
    timestamps: points.map(({ timestamp }) => timestamp),
  };
}

function toDataset({ name, digest, context, source, profile }: MlflowDataset): RunRecord['datasets'][number] {
  const where = parsed(source);
  const rows = parsed(profile)?.['num_rows'];
  const address = ['uri', 'url', 'path', 'name']
    .map((key) => where?.[key])
    .find((value) => typeof value === 'string');
  return {
    name,
    digest,
    role: context,
    source: typeof address === 'string' ? address : source,
    rows: typeof rows === 'number' && Number.isInteger(rows) && rows >= 0 ? rows : null,
  };
}

function parsed(text: string | null): Record<string, unknown> | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    // Free text in some stores: shown as it is.
    return null;
  }
}
