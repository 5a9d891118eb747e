import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Review } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { builtProject, edit, modelfolio, type Said } from '../../test/temporary-project.ts';
import type { CheckResult } from './check.ts';

const built = builtProject();
const day = (date: string) => ({ now: () => Date.parse(`${date}T12:00:00Z`) });
const ada = ['--reviewer', 'Ada Lovelace <ada@example.org>', '--scope', 'internal use'];

const review = (root: string, ...args: string[]): Promise<Said> =>
  modelfolio(root, ['review', 'tiny', ...ada, ...args], day('2026-12-01'));

async function findings(root: string, date: string, ...flags: string[]): Promise<string[]> {
  const { out } = await modelfolio(root, ['check', '--no-reevaluate', '--json', ...flags], day(date));
  const result = JSON.parse(out.join('\n')) as CheckResult;
  return result.findings.map(({ name, file, reason }) => `${name} ${file}: ${reason}`);
}

const path = 'content/reviews/tiny.json';
const read = (root: string): Review => JSON.parse(readFileSync(join(root, path), 'utf8')) as Review;

describe('modelfolio review', () => {
  it('binds a named person’s approval to the card as it is', async () => {
    const root = built.copy();
    const { code, out } = await review(root, '--expires', '2027-06-30');
    expect([code, out]).toEqual([
      0,
      [`tiny 1.0.0: approved by Ada Lovelace until 2027-06-30: ${path} written, not signed`],
    ]);
    const card = JSON.parse(readFileSync(join(root, 'content/models/tiny.json'), 'utf8')) as {
      seal: { sha256: string };
    };
    expect(read(root).approvals).toEqual([
      {
        version: '1.0.0',
        cardSha256: card.seal.sha256,
        reviewer: { name: 'Ada Lovelace', mail: 'ada@example.org' },
        scope: 'internal use',
        approvedOn: '2026-12-01',
        expires: '2027-06-30',
      },
    ]);
    expect(await findings(root, '2027-06-30', '--require-review')).toEqual([]);
  });

  it('is required only where it is asked for', async () => {
    const root = built.copy();
    expect(await findings(root, '2026-12-01')).toEqual([]);
    expect(await findings(root, '2026-12-01', '--require-review')).toEqual([
      `review-required ${path}: nobody approved the card`,
    ]);
  });

  it('is over after its last day, and was given before a change', async () => {
    const root = built.copy();
    await review(root, '--expires', '2027-06-30');
    const over = 'Ada Lovelace approved version 1.0.0 on 2026-12-01, until 2027-06-30';
    expect(await findings(root, '2027-07-01')).toEqual([`review-outdated ${path}: ${over}`]);
    edit(join(root, 'models/tiny/card.yaml'), /factors: .*/, 'factors: Others than before.');
    await modelfolio(root, ['build']);
    const before = 'Ada Lovelace approved version 1.0.0 on 2026-12-01, before this change of the card';
    expect(await findings(root, '2026-12-02')).toEqual([`review-outdated ${path}: ${before}`]);
    expect(await findings(root, '2026-12-02', '--require-review')).toEqual([
      `review-required ${path}: ${before}`,
    ]);
    await review(root);
    expect(read(root).approvals).toHaveLength(2);
    expect(await findings(root, '2030-01-01', '--require-review')).toEqual([]);
  });

  it('does not approve what check finds fault with', async () => {
    const root = built.copy();
    edit(join(root, 'models/tiny/card.yaml'), /factors: .*/, 'factors: TODO');
    const { code, err, written } = await review(root);
    expect([code, written]).toEqual([1, []]);
    expect(err.join()).toContain('check finds fault with it: ');
    expect(err.join()).toContain('nothing was approved: fix it first');
  });

  it.each([
    [['--reviewer', 'Ada', '--scope', 'x'], 'expected a name and a mail address'],
    [['--reviewer', '<ada@example.org>', '--scope', 'x'], 'expected a name and a mail address'],
    [['--scope', 'x'], 'who reviews?'],
    [['--reviewer', 'Ada <ada@example.org>', '--scope', ' '], 'what is it approved for?'],
    [[...ada, '--expires', 'soon'], 'expected a day'],
    [[...ada, '--expires', '2026-11-30'], 'that day is over'],
  ])('says what is missing: %j', async (args, message) => {
    const { code, err } = await modelfolio(built.root(), ['review', 'tiny', ...args], day('2026-12-01'));
    expect([code, err.join()]).toEqual([2, expect.stringContaining(message)]);
  });

  it('finds an approval that was edited, and one of another model', async () => {
    const root = built.copy();
    await review(root);
    edit(join(root, path), 'Ada Lovelace', 'Grace Hopper');
    edit(join(root, path), '"modelId": "tiny"', '"modelId": "huge"');
    expect(await findings(root, '2026-12-01')).toEqual([
      `record-edited ${path}: it is not as modelfolio review wrote it`,
      `review-invalid ${path}: it speaks of huge`,
    ]);
  });
});

describe('signatures', () => {
  /** A key of its own, and the line by which a list names its owner. */
  function keyOf(root: string, mail: string): { key: string; line: string } {
    const key = join(root, `${mail}.key`);
    spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', mail, '-f', key]);
    return { key, line: `${mail} namespaces="modelfolio" ${readFileSync(`${key}.pub`, 'utf8')}` };
  }

  async function signedProject(): Promise<{ root: string; line: string; key: string }> {
    const root = built.copy();
    const { key, line } = keyOf(root, 'ada@example.org');
    writeFileSync(join(root, 'signers'), line);
    await review(root, '--sign', key);
    const { code, err } = await modelfolio(
      root,
      ['check', '--no-reevaluate', '--sign', key],
      day('2026-12-01'),
    );
    expect([code, err.at(-1)]).toEqual([0, '9 signatures written']);
    return { root, key, line };
  }

  it('are on every record after check --sign, and hold for those who may sign', async () => {
    const { root } = await signedProject();
    expect(await findings(root, '2026-12-01', '--signers', 'signers')).toEqual([]);
    expect(await findings(root, '2026-12-01')).toEqual([]);
    const { out } = await modelfolio(root, ['check', '--no-reevaluate', '--json', '--signers', 'signers']);
    const { records } = JSON.parse(out.join('\n')) as CheckResult;
    expect(new Set(records.map(({ signedBy }) => signedBy))).toEqual(new Set(['ada@example.org']));
  });

  it('are not made where something is wrong', async () => {
    const root = built.copy();
    const { key } = keyOf(root, 'ada@example.org');
    edit(join(root, 'models/tiny/card.yaml'), /factors: .*/, 'factors: TODO');
    const { code, written } = await modelfolio(root, ['check', '--no-reevaluate', '--sign', key]);
    expect([code, written]).toEqual([1, []]);
  });

  it('tell a record that a liar sealed again', async () => {
    const { root } = await signedProject();
    const card = join(root, 'content/models/tiny.json');
    writeFileSync(card, readFileSync(card, 'utf8').replace('"title": "', '"title":  "'));
    expect(await findings(root, '2026-12-01')).toEqual([
      'signature-invalid content/models/tiny.json: its signature is of another content',
    ]);
  });

  it('tell a key that nobody knows, and a record that nobody signed', async () => {
    const { root } = await signedProject();
    writeFileSync(join(root, 'others'), keyOf(root, 'eve@example.org').line);
    const [first] = await findings(root, '2026-12-01', '--signers', 'others');
    expect(first).toContain('its signature is of a key that the list of signers does not name');
    await modelfolio(root, ['build']);
    const unsigned = built.copy();
    writeFileSync(join(unsigned, 'signers'), keyOf(unsigned, 'ada@example.org').line);
    const missing = await findings(unsigned, '2026-12-01', '--signers', 'signers');
    expect(missing.every((line) => line.startsWith('signature-missing '))).toBe(true);
    expect(missing).toContain('signature-missing models/tiny/runs.sha256: nobody signed it');
  });

  it('tell an approval that somebody else signed', async () => {
    const { root, line } = await signedProject();
    const eve = keyOf(root, 'eve@example.org');
    writeFileSync(join(root, 'signers'), line + eve.line);
    await review(root, '--sign', eve.key);
    expect(await findings(root, '2026-12-01', '--signers', 'signers')).toEqual([
      `signature-invalid ${path}: eve@example.org signed that ada@example.org approved`,
    ]);
  });

  it('cannot be made with a key that is not there', async () => {
    const { code, err } = await review(built.copy(), '--sign', 'nowhere');
    expect(code).toBe(1);
    expect(err.join()).toContain('name a private SSH key');
  });
});
