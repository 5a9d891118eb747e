import { openGate } from '@modelfolio/redaction/gate';
import type { RunRecord } from '@modelfolio/schemas';
import { sealed } from '@modelfolio/project/sealed-record';
import { bareRun } from '@modelfolio/schemas/bare-run';
import { expect, it } from 'vitest';
import { publishedRun } from './published-run.ts';

const gate = openGate();
const runOf = (id: string, parentRunId: string | null = null): RunRecord => ({
  ...bareRun({
    id,
    experiment: 'e',
    name: 'n',
    origin: { tracker: 'x', location: null, externalId: id },
  }),
  parentRunId,
});

it('keeps ids apart that would become one, and parents named', async () => {
  const { run: ada, taken } = await publishedRun(gate, runOf('ada@example.org'), '/store');
  const { run: bob } = await publishedRun(gate, runOf('bob@example.org', 'ada@example.org'), '/store');
  expect(ada.id).toMatch(/^\[e-mail\]-[0-9a-f]{8}$/);
  expect(bob.id).not.toBe(ada.id);
  expect(bob.parentRunId).toBe(ada.id);
  expect(ada.origin.externalId).toBe(ada.id);
  expect(taken).toEqual([
    { kind: 'email', field: '/id' },
    { kind: 'email', field: '/origin/externalId' },
  ]);
  const { run: elsewhere } = await publishedRun(gate, runOf('ada@example.org'), '/other');
  expect(elsewhere.id).not.toBe(ada.id);
});

it('leaves ids alone that tell nothing', async () => {
  const { run, taken } = await publishedRun(gate, runOf('abc', 'def'), '/store');
  expect([run.id, run.parentRunId, run.origin.externalId, taken]).toEqual(['abc', 'def', 'abc', []]);
});

it('a true seal goes with what it sealed; any other stays', async () => {
  const named = { ...runOf('abc'), tags: { 'mlflow.user': 'turing' } };
  const { run: changed } = await publishedRun(gate, sealed(named, 'modelfolio ingest'), '/store');
  expect([changed.tags, changed.seal]).toEqual([{ 'mlflow.user': '[user]' }, undefined]);
  const edited = { ...sealed(named, 'modelfolio ingest'), name: 'edited' };
  expect((await publishedRun(gate, edited, '/store')).run.seal).toEqual(edited.seal);
  const harmless = sealed(runOf('abc'), 'modelfolio ingest');
  expect((await publishedRun(gate, harmless, '/store')).run).toEqual(harmless);
});
