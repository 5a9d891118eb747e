import { expect, it } from 'vitest';
import { postgresName } from './postgres-image.ts';

it('is another one when what it is made of changes', () => {
  const base = { node: '24.21.0', release: 'bookworm' };
  const name = postgresName(base, 'x64');
  expect(name).toMatch(/^localhost\/postgres:bookworm-[0-9a-f]{12}$/);
  // Node is not in it.
  expect(postgresName({ ...base, node: '24.21.1' }, 'x64')).toBe(name);
  expect(postgresName({ ...base, release: 'trixie' }, 'x64')).not.toBe(name);
  expect(postgresName(base, 'arm64')).not.toBe(name);
});
