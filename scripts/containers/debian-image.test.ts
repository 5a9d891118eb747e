import { expect, it } from 'vitest';
import { debianName } from './debian-image.ts';

it('is another one for another release or processor', () => {
  const name = debianName('bookworm', 'x64');
  expect(name).toMatch(/^localhost\/debian:bookworm-[0-9a-f]{12}$/);
  expect(debianName('trixie', 'x64')).not.toBe(name);
  expect(debianName('bookworm', 'arm64')).not.toBe(name);
});
