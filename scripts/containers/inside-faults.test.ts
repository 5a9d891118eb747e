import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { insideFaults, insideProgram, type InsideFacts } from './inside-faults.ts';

const trial = { volumes: ['/data'], temporary: ['/tmp'], limits: { memory: '512m', cpus: 1, processes: 64 } };
const good: InsideFacts = {
  uid: 1000,
  capabilities: '0000000000000000',
  noNewPrivileges: true,
  memory: 512 * 1024 * 1024,
  processes: 64,
  writable: ['/tmp', '/data'],
};

describe('how a container is shut in', () => {
  it('is as its trial says', () => {
    expect(insideFaults(good, trial)).toEqual([]);
    expect(
      insideFaults({ ...good, memory: 2 ** 30 }, { ...trial, limits: { ...trial.limits, memory: '1g' } }),
    ).toEqual([]);
  });

  it.each<[Partial<InsideFacts>, string]>([
    [{ uid: 0 }, 'it runs as user 0, not as 1000'],
    [{ capabilities: '00000000a80425fb' }, 'it has capabilities: 00000000a80425fb'],
    [{ noNewPrivileges: false }, 'it may gain privileges'],
    [{ memory: null }, 'its memory is bounded to null, not 512m'],
    [{ processes: 4096 }, 'its processes are bounded to 4096, not 64'],
    [{ writable: ['/tmp', '/data', '/app'] }, 'it can write to /app'],
    [{ writable: ['/tmp'] }, 'it cannot write to /data'],
  ])('is not with %j', (changes, fault) => {
    expect(insideFaults({ ...good, ...changes }, trial)).toEqual([fault]);
  });

  it('is found out by a program', () => {
    const folder = mkdtempSync(join(tmpdir(), 'inside-'));
    const absent = join(folder, 'absent');
    const facts = JSON.parse(
      execFileSync(process.execPath, ['--eval', insideProgram([folder, absent])], { encoding: 'utf8' }),
    ) as InsideFacts;
    rmSync(folder, { recursive: true });
    expect(facts.uid).toBe(process.getuid?.());
    expect(facts.writable).toContain(folder);
    expect(facts.writable).not.toContain(absent);
    expect(facts.capabilities).toMatch(/^[0-9a-f]{16}$/);
  });
});
