import { createHash } from 'node:crypto';
import { withoutSeal } from '@modelfolio/project/sealed-record';
import { redactAddress } from '@modelfolio/redaction/redact-address';
import type { RunRecord } from '@modelfolio/schemas';

/** The tag that tells the id of a run where it was, if that is no id for MLflow. */
const originalIdTag = 'modelfolio.id';

/**
 * A run as a store of experiments names it: under an id that MLflow has, in an experiment with a name, without its seal, and
 * its parameters and tags without passwords in addresses. A run that is this already stays as it is.
 *
 * @example
 * storedForm({ ...run, id: 'dvclive', experiment: 'penguins' }).id; // 32 hexadecimal digits, always the same
 */
export function storedForm(given: RunRecord): RunRecord {
  const run = withoutSeal(given);
  const experiment = storableText(run.experiment) || 'Default';
  const idOf = (id: string): string => (isMlflowId(id) ? id : idFor(run.origin.tracker, run.experiment, id));
  return {
    ...run,
    id: idOf(run.id),
    experiment,
    parentRunId: run.parentRunId === null ? null : idOf(run.parentRunId),
    params: withoutPasswords(run.params),
    tags: {
      ...withoutPasswords(run.tags),
      ...(!isMlflowId(run.id) && { [originalIdTag]: run.id }),
    },
  };
}

/** Whether parameters or tags of a run hold passwords in addresses, which its stored form does not. */
export const holdsPasswords = ({ params, tags }: RunRecord): boolean =>
  [...Object.values(params), ...Object.values(tags)].some(
    (value) => typeof value === 'string' && redactAddress(value) !== value,
  );

/** Text that every database takes: PostgreSQL refuses NUL, and UTF-8 holds no half of a character. */
export const storableText = (text: string): string => text.replaceAll('\0', '').toWellFormed();

const isMlflowId = (id: string): boolean => /^[0-9a-f]{32}$/.test(id);

/** Made of what tells runs of a source apart; sources name their runs within an experiment, often by a folder. */
const idFor = (tracker: string, experiment: string, id: string): string =>
  createHash('sha256')
    .update(JSON.stringify([tracker, experiment, id]))
    .digest('hex')
    .slice(0, 32);

const withoutPasswords = <Value>(entries: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(entries).map(([key, value]) => [
      key,
      typeof value === 'string' ? (redactAddress(value) as Value) : value,
    ]),
  );
