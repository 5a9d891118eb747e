import type { RunRecord } from '@modelfolio/schemas';
import { limits } from '../checks/limits.ts';
import { truncated } from '../checks/names.ts';
import type { Message } from '../interface/message-types.ts';
import { storableText } from './stored-form.ts';

/** A data set of a record as MLflow's clients log one; what is longer than it may be is cut. */
export function datasetInput({
  name,
  digest,
  role,
  source,
  rows,
}: RunRecord['datasets'][number]): Message<'DatasetInput'> {
  const text = (value: string, most: number): string => truncated(storableText(value), most);
  return {
    tags: role === null ? [] : [{ key: 'mlflow.data.context', value: text(role, limits.inputTagValue) }],
    dataset: {
      name: text(name, limits.datasetName) || 'unnamed',
      digest: text(digest ?? '', limits.datasetDigest),
      // In JSON it is longer, by far less than may be.
      ...sourceOf(source === null ? null : text(source, limits.tagValue)),
      ...(rows !== null && { profile: JSON.stringify({ num_rows: rows }) }),
    },
  };
}

/** As MLflow's kinds of sources have it: of the web a `url`, of disks and buckets a `uri`. */
function sourceOf(address: string | null): { source_type: string; source: string } {
  if (address === null) return { source_type: 'unknown', source: '{}' };
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(address)?.[1]?.toLowerCase() ?? 'local';
  return /^https?$/.test(scheme)
    ? { source_type: 'http', source: JSON.stringify({ url: address }) }
    : { source_type: scheme, source: JSON.stringify({ uri: address }) };
}
