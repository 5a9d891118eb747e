import type { Gate } from '@modelfolio/redaction/gate';
import type { Taken } from '@modelfolio/redaction/taken';
import type { RunRecord } from '@modelfolio/schemas';
import { sha256Of } from '@modelfolio/project';
import { sealState, withoutSeal } from '@modelfolio/project/sealed-record';

/**
 * A run as its record may tell it. Ids that the gate changed stay apart, and a nested run goes on naming its parent: what is left of them
 * ends in the start of a hash.
 *
 * @param at where the run was read: who does not know it cannot try ids for the hash
 */
export async function publishedRun(
  gate: Gate,
  run: RunRecord,
  at: string,
): Promise<{ run: RunRecord; taken: Taken[] }> {
  const { value, taken } = await gate.record(run, 'run');
  const apart = <Id extends string | null>(before: Id, after: Id): Id =>
    before === after ? after : (`${after}-${sha256Of(JSON.stringify([at, before])).slice(0, 8)}` as Id);
  const [id, parentRunId, externalId] = [
    apart(run.id, value.id),
    apart(run.parentRunId, value.parentRunId),
    apart(run.origin.externalId, value.origin.externalId),
  ];
  const published = { ...value, id, parentRunId, origin: { ...value.origin, externalId } };
  // A true seal is of the whole: the record gets another one. A false one stays, so that nothing edited becomes true.
  const isSealed = run.seal !== undefined && sealState(JSON.parse(JSON.stringify(run))) === 'as written';
  return { run: taken.length > 0 && isSealed ? withoutSeal(published) : published, taken };
}
