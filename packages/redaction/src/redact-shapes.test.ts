import { expect, it } from 'vitest';
import type { TakenKind } from './taken.ts';
import { redactShapes } from './redact-shapes.ts';

const hex = '3fa94c0d17be62a8';
const long = 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bD1fG3hJ5kL7n';

/** Made of parts, so that no scanner of source takes this file for a leak. */
const secrets: readonly (readonly string[])[] = [
  ['-----BEGIN PRIV', `ATE KEY-----\n${long}\n-----END PRIV`, 'ATE KEY-----'],
  ['-----BEGIN PGP PRIV', `ATE KEY BLOCK-----\n${long}`],
  ['ey', `JhbGciOiJIUzI1.eyJzdWIi.${hex}`],
  ['ey', `J${long}${long}==`],
  ['AK', 'IA', 'ABCDEFGH12345678'],
  ['AS', 'IA', 'ABCDEFGH12345678'],
  ['AI', 'za', long.slice(0, 35)],
  ['ya', `29.${long}`],
  ['GOC', `SPX-${long}`],
  ['h', `f_${long}`],
  ['api_', `org_${long}`],
  ['da', `pi${hex}${hex}`],
  ['do', `o_v1_${hex}${hex}${hex}${hex}`],
  ['py', `pi-${long}${long}`],
  ['dck', `r_oat_${long}`],
  ['S', `K${hex}${hex}`],
  ['123456789', `:AA${long.slice(0, 33)}`],
  ['sn', `trys_${long}`],
  ['sq', `0atp-${long.slice(0, 22)}`],
  ['ke', `y-${hex}${hex}`],
  ['NR', 'AK-ABCDEFGHIJKLMNOPQRSTUVWXYZ1'],
  ['r', `8_${long.slice(0, 37)}`],
  ['ls', `v2_pt_${hex}${hex}_${hex.slice(0, 10)}`],
  ['pu', `l-${hex}${hex}${hex.slice(0, 8)}`],
  ['ptb.disc', `ord.com/api/webhooks/123/${long}`],
  ['hooks.sl', `ack.com/workflows/T0/${long}`],
  ['acme.webhook.off', `ice.com/webhookb2/${hex}@${hex}/IncomingWebhook/${hex}`],
];

it.each(secrets.map((parts) => parts.join('')))('%s is taken out', (secret) => {
  const asked: [TakenKind, string][] = [];
  const shown = redactShapes(`use ${secret}`, (...question) => asked.push(question) > 0);
  expect(shown).toBe('use [redacted]');
  expect(asked).toEqual([['secret', secret]]);
  expect(redactShapes(`use ${secret}`, () => false)).toBe(`use ${secret}`);
});

it('a signature goes, and the address stays', () => {
  expect(redactShapes(`https://a.b/c?x=1&X-Amz-Signature=${hex}&y=2`, () => true)).toBe(
    'https://a.b/c?x=1&X-Amz-Signature=[redacted]&y=2',
  );
});

it.each([
  hex + hex,
  `sha256:${hex}${hex}${hex}${hex}`,
  `m-${hex}${hex}`,
  'sq0atp-short and pul-abc and r8_short and SKILLS',
  'https://discord.com/channels/1/2 and https://slack.com/help/articles/1',
  'a text of a good many words, and no more than that',
])('%s stays', (text) => {
  expect(redactShapes(text, () => true)).toBe(text);
});
