import { expect, it } from 'vitest';
import { isEnough, roles, tokenRoles } from './role.ts';

it('allows what lower roles allow, and nothing higher', () => {
  const allowed = tokenRoles.map((role) => roles.filter((needed) => isEnough(role, needed)));
  expect(allowed).toEqual([[], ['read'], ['read', 'write'], ['read', 'write', 'admin']]);
});
