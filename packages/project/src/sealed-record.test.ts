import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sealed, sealState, withoutSeal } from './sealed-record.ts';

const record = { schemaVersion: 1, id: 'a', metrics: { b: 1e21, a: 0.1 }, notes: ['€', null] };
const reread = (value: unknown): Record<string, unknown> =>
  JSON.parse(JSON.stringify(value)) as Record<string, unknown>;

describe('a sealed record', () => {
  it('carries the digest of itself in canonical JSON, as RFC 8785 writes it', () => {
    const { seal } = sealed(record, 'modelfolio evaluate');
    // Keys in order, numbers as ECMAScript prints them, no spaces.
    const canonical =
      '{"id":"a","metrics":{"a":0.1,"b":1e+21},"notes":["€",null],"schemaVersion":1,"seal":{"by":"modelfolio evaluate"}}';
    expect(seal).toEqual({
      by: 'modelfolio evaluate',
      sha256: createHash('sha256').update(canonical).digest('hex'),
    });
  });

  it('is as written, however it is laid out and in whatever order', () => {
    const { seal, ...rest } = reread(sealed(record, 'modelfolio evaluate'));
    expect(sealState({ seal, ...Object.fromEntries(Object.entries(rest).toReversed()) })).toBe('as written');
  });

  it('is sealed as the file will have it', () => {
    expect(sealState(reread(sealed({ a: undefined, b: -0 }, 'x')))).toBe('as written');
  });

  it('is sealed anew when it was sealed before', () => {
    const again = sealed(sealed(record, 'modelfolio evaluate'), 'modelfolio migrate');
    expect(again.seal.by).toBe('modelfolio migrate');
    expect(sealState(reread(again))).toBe('as written');
    expect(withoutSeal(again)).toEqual(record);
  });

  it.each<[string, (value: Record<string, unknown>) => void]>([
    ['a number', (value) => (value['metrics'] = { b: 1e21, a: 0.2 })],
    ['a field taken out', (value) => delete value['id']],
    ['a field put in', (value) => (value['commit'] = 'f00')],
    ['who wrote it', (value) => ((value['seal'] as { by: string }).by = 'modelfolio ingest')],
    ['the digest', (value) => ((value['seal'] as { sha256: string }).sha256 = '0'.repeat(64))],
    ['a seal that is none', (value) => (value['seal'] = 'yes')],
    ['a seal without a digest', (value) => (value['seal'] = { by: 'modelfolio evaluate' })],
  ])('is edited since with %s changed', (_, edit) => {
    const value = reread(sealed(record, 'modelfolio evaluate'));
    edit(value);
    expect(sealState(value)).toBe('edited since');
  });

  it.each([[record], [null], ['text'], [[1]]])('is not verifiable without a seal: %j', (value) => {
    expect(sealState(value)).toBe('not verifiable');
  });
});
