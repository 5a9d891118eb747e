import { describe, expect, it } from 'vitest';
import type { Caller } from './caller.ts';
import type { Role } from './role.ts';
import { checkScope, mayIn } from './scope.ts';

const caller = (role: Caller['role'], scopes: Caller['scopes'] = {}): Caller => ({
  name: 'alice',
  role,
  scopes,
});

describe('a caller', () => {
  it.each<[Caller['role'], Role | null, Role]>([
    ['none', 'read', 'read'],
    ['none', 'write', 'read'],
    ['none', 'admin', 'admin'],
    ['read', null, 'read'],
    ['read', 'write', 'write'],
    ['write', 'read', 'write'],
  ])('with the role %s, and %s in a part, may do what needs %s there', (role, there, needed) => {
    const alice = caller(role, there === null ? {} : { 'experiment:12': there });
    expect(mayIn(alice, 'experiment:12', needed)).toBe(true);
    expect(() => checkScope(alice, 'experiment:12', needed)).not.toThrow();
  });

  it.each<[Caller['role'], Role | null, Role, string]>([
    ['none', null, 'read', 'none'],
    ['none', 'read', 'write', 'read'],
    ['read', null, 'write', 'read'],
    ['read', 'write', 'admin', 'write'],
    ['write', 'read', 'admin', 'write'],
  ])('with the role %s, and %s in a part, may not do what needs %s: has %s', (role, there, needed, has) => {
    const alice = caller(role, there === null ? {} : { 'experiment:12': there });
    expect(mayIn(alice, 'experiment:12', needed)).toBe(false);
    expect(() => checkScope(alice, 'experiment:12', needed)).toThrow(
      `the token alice has the role ${has} in experiment:12, this needs ${needed}`,
    );
  });

  it('may nothing in other parts, whatever they are called', () => {
    const alice = caller('none', { 'experiment:1': 'admin' });
    for (const scope of ['experiment:12', 'experiment:', 'model:1', 'toString', '__proto__', ''])
      expect(mayIn(alice, scope, 'read'), scope).toBe(false);
  });

  it('that there is none of, for want of tokens, may everything', () => {
    expect(mayIn(undefined, 'experiment:1', 'admin')).toBe(true);
    expect(() => checkScope(undefined, 'experiment:1', 'admin')).not.toThrow();
  });
});
