import { isDeepStrictEqual } from 'node:util';
import { answerJson } from '@modelfolio/service/answer-json';
import { readBody } from '@modelfolio/service/read-body';
import { validated } from '@modelfolio/service/validation';
import { checkCells, tableOfRows } from '../models/table-of-rows.ts';
import { placeOfOutput } from '../requests/output-place.ts';
import { scenarioQuery, toKeptScenario } from '../requests/scenario-answers.ts';
import { clientKey, mintCredentials, tokenHash } from '../scenarios/owner-token.ts';
import { scenario, type Scenario } from '../scenarios/scenario.ts';
import type { StoredScenario } from '../scenarios/scenario-store.ts';
import { ServiceError } from '../service-error.ts';
import { modelOf, type ServiceState } from '../service-state.ts';
import type { Handler, ServiceContext } from '@modelfolio/service/app';
import type { Workplace } from './workplace.ts';

const dayMs = 86_400_000;

export const createScenario =
  ({ state, store, ttlDays, now }: Workplace): Handler =>
  async (context) => {
    const key = keyOf(context);
    const asked = validated(scenario, await readBody(context.req), 'body');
    checkScenario(state, asked);
    const { id, token } = mintCredentials(key);
    const createdAt = now();
    const { isNew, entry } = await store.put({
      id,
      tokenHash: tokenHash(token),
      owner: context.get('caller')?.name ?? '',
      createdAt,
      expiresAt: ttlDays === null ? null : createdAt + ttlDays * dayMs,
      scenario: asked,
    });
    if (!isNew && !isDeepStrictEqual(entry.scenario, asked))
      throw new ServiceError('key-reused', 'Idempotency-Key: was used for another scenario', {
        hint: 'take a new one for each scenario',
      });
    context.header('Location', `/v1/scenarios/${id}`);
    context.header('Cache-Control', 'no-store');
    return answerJson(
      context,
      { ...toKeptScenario(entry, isReproducible(state, entry)), ownerToken: token },
      isNew ? 201 : 200,
    );
  };

export const getScenario =
  ({ state, store }: Workplace): Handler =>
  async (context) => {
    const found = await store.get(idOf(context));
    if (!found) throw unknownScenario();
    context.header('Cache-Control', 'no-cache');
    return answerJson(context, toKeptScenario(found, isReproducible(state, found)));
  };

export const listScenarios =
  ({ state, store }: Workplace): Handler =>
  async (context) => {
    const { model, cursor = null, limit } = validated(scenarioQuery, context.req.query(), 'query');
    const page = await store.list({ model, cursor, limit });
    context.header('Cache-Control', 'no-cache');
    return answerJson(context, {
      scenarios: page.scenarios.map((each) => toKeptScenario(each, isReproducible(state, each))),
      cursor: page.cursor,
    });
  };

export const deleteScenario =
  ({ store }: Workplace): Handler =>
  async (context) => {
    const id = idOf(context);
    const found = await store.get(id);
    if (!found) throw unknownScenario();
    const done = await store.delete(id, isOwned(found, context) ? null : tokenHash(ownerToken(context)));
    if (done === 'missing') throw unknownScenario();
    if (done === 'refused')
      throw new ServiceError('owner-token-wrong', 'Owner-Token: not the one of this scenario');
    return context.body(null, 204);
  };

/** Whether who asks has proved by an access token to be its owner, or may do everything. */
function isOwned({ owner }: StoredScenario, context: ServiceContext): boolean {
  const caller = context.get('caller');
  return caller !== undefined && (caller.role === 'admin' || caller.name === owner);
}

/** @throws ServiceError `owner-token-missing` */
function ownerToken({ req }: ServiceContext): string {
  const token = req.header('owner-token');
  if (token !== undefined && /^[\w-]{1,200}$/.test(token)) return token;
  throw new ServiceError('owner-token-missing', 'Owner-Token: expected the owner token', {
    hint: 'it was in the answer that created the scenario',
  });
}

/** Refuses what nobody could open again: another model, a row that does not fit it. */
function checkScenario(state: ServiceState, { model: id, sha256, row, edits, output }: Scenario): void {
  const model = modelOf(state, id);
  if (model.sha256 !== sha256)
    throw new ServiceError('model-changed', `sha256: ${id} has ${model.sha256} here`, {
      hint: 'look at the analysis again with this model, then keep it',
    });
  tableOfRows(model.columns, [row], () => 'row');
  checkCells(model.columns, edits, 'edits');
  placeOfOutput(model.manifest.output, output ?? undefined);
}

function isReproducible({ models }: ServiceState, { scenario: { model, sha256 } }: StoredScenario): boolean {
  return models?.get(model)?.sha256 === sha256;
}

function keyOf({ req }: ServiceContext): string | null {
  const key = req.header('idempotency-key');
  if (key === undefined) return null;
  if (clientKey.test(key)) return key;
  throw new ServiceError(
    'request-invalid',
    'Idempotency-Key: expected 32 to 128 letters, digits, hyphens and underscores',
    { hint: 'a UUID does' },
  );
}

/** An id that no scenario can have finds none. */
function idOf({ req }: ServiceContext): string {
  const id = req.param('id') ?? '';
  if (/^[\w-]{22}$/.test(id)) return id;
  throw unknownScenario();
}

function unknownScenario(): ServiceError {
  return new ServiceError('scenario-unknown', 'there is no scenario with this id', {
    hint: 'it may have expired or been deleted',
  });
}
