import type { RunRecord } from '@modelfolio/schemas';

/** Tags in which trackers keep a person's name. */
const userTags = ['mlflow.user', 'user'];

/**
 * A run as it may be shown to strangers: passwords in addresses are taken out, paths on the owner's disk are cut to their
 * last part, and who ran it is left out unless wanted.
 */
export function publicRecord(record: RunRecord, { keepUsers }: { keepUsers: boolean }): RunRecord {
  const place = (text: string | null): string | null => (text === null ? null : publicPlace(text));
  const tags = Object.entries(record.tags).filter(([name]) => keepUsers || !userTags.includes(name));
  return {
    ...record,
    params: mapValues(record.params, (value) => (typeof value === 'string' ? publicPlace(value) : value)),
    tags: Object.fromEntries(tags.map(([name, value]) => [name, publicPlace(value)])),
    datasets: record.datasets.map((dataset) => ({ ...dataset, source: place(dataset.source) })),
    models: record.models.map((model) => ({
      ...model,
      path: place(model.path),
      params: mapValues(model.params, publicPlace),
      tags: mapValues(model.tags, publicPlace),
    })),
    source: {
      ...record.source,
      repository: place(record.source.repository),
      entryPoint: place(record.source.entryPoint),
    },
    origin: { ...record.origin, location: place(record.origin.location) },
  };
}

/**
 * An address without its password, a path of a disk by its last part; any other text as it is.
 *
 * @example publicPlace('file:///home/ada/mlruns/0') // '…/0'
 */
export function publicPlace(text: string): string {
  const open = text.replaceAll(/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, '$1');
  return open.replace(
    /^(?:file:\/\/)?(?:\/(?:home|Users|root|mnt|tmp|var|data|work|opt|private)\/|[A-Za-z]:[\\/]|~\/)\S*$/,
    (path) =>
      `…/${
        path
          .replace(/[\\/]+$/, '')
          .split(/[\\/]/)
          .at(-1) ?? ''
      }`,
  );
}

function mapValues<In, Out>(
  record: Readonly<Record<string, In>>,
  map: (value: In) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
