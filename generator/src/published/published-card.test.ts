import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plantedSecrets } from '@modelfolio/redaction/testing/planted-secrets';
import type { ModelCard } from '@modelfolio/schemas';
import { expect, it } from 'vitest';
import { builtProject, edit, modelfolio } from '../../test/temporary-project.ts';

const token = plantedSecrets['GitLab token']?.('3fa94c0d17be62a8').text ?? '';
const built = builtProject();
const cardOf = (root: string): ModelCard =>
  JSON.parse(readFileSync(join(root, 'content/models/tiny.json'), 'utf8')) as ModelCard;

it('a card is built without what its records and texts should not tell, and says so', async () => {
  const root = built.copy();
  edit(
    join(root, 'models/tiny/runs/tiny-linear.json'),
    '"params": {',
    '"params": { "db_password": "k3tUsPq9",',
  );
  edit(join(root, 'models/tiny/card.yaml'), /^summary: /m, `summary: Uses ${token} and `);
  const { code, err } = await modelfolio(root, ['build']);
  expect(code).toBe(0);
  expect(err).toContain('taken out: 2 secrets in 1 file');
  const card = cardOf(root);
  expect(card.summary).toMatch(/^Uses \[redacted\] and /);
  expect(card.training?.params['db_password']).toBe('[redacted]');
  // The card is what its records make; what they hold is found where it stands.
  const { out } = await modelfolio(root, ['check', '--no-reevaluate', '--json']);
  const { findings } = JSON.parse(out.join('\n')) as { findings: { name: string; file: string }[] };
  expect(
    findings.map(({ name, file }) => `${name} ${file}`).filter((line) => /secret|figure|content/.test(line)),
  ).toEqual(['secret-published models/tiny/card.yaml', 'secret-published models/tiny/runs/tiny-linear.json']);
});

it('a card that somebody edited is exported without it, and says so', async () => {
  const root = built.copy();
  edit(join(root, 'content/models/tiny.json'), /"contact": "/, `"contact": "${token} `);
  for (const format of ['hugging-face', 'json', 'cyclonedx', 'json-ld']) {
    const { out, err } = await modelfolio(root, ['export', 'tiny', '--format', format]);
    expect(out.join('\n')).not.toContain(token);
    expect(err.join('\n')).toContain('the card of tiny: /contact: secret');
  }
});
