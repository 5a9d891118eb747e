import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { LogEntry } from '@modelfolio/service/request-log';
import { fileAudit, subjectOf, type Change } from './audit.ts';

const change = (what: string): Change => ({
  time: '2026-12-01T00:00:00.000Z',
  who: 'ada',
  what,
  of: {},
  id: 'r1',
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'audit-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

it('adds a line for each change, in order, which nobody else can read', async () => {
  const file = join(folder(), 'audit.jsonl');
  for (const names of [['createRun', 'setTag'], ['deleteRun']]) {
    const audit = fileAudit(file, () => expect.unreachable());
    for (const name of names) audit.note(change(name));
    await audit.end();
  }
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).what)).toEqual(['createRun', 'setTag', 'deleteRun']);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('tells the log of changes that it cannot write, and goes on', async () => {
  const told: LogEntry[] = [];
  const audit = fileAudit(join(folder(), 'no/such/folder'), (entry) => told.push(entry));
  audit.note(change('createRun'));
  audit.note(change('setTag'));
  await audit.end();
  audit.note(change('deleteRun'));
  await audit.end();
  expect(told.map(({ severity, message }) => [severity, message.split(':')[0]])).toEqual([
    ['ERROR', '2 changes are missing in the audit log'],
    ['ERROR', '1 changes are missing in the audit log'],
  ]);
});

it('says what a change was about, and not what was logged', () => {
  expect(
    subjectOf({ run_id: 'a', key: 'password', value: 'hunter2', metrics: [1], name: 'forest', version: '3' }),
  ).toEqual({ run_id: 'a', key: 'password', name: 'forest', version: '3' });
});
