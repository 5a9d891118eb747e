/** What a token allows, each role with all that those before it allow: read, change, administer what belongs to others. */
export const roles = ['read', 'write', 'admin'] as const;

export type Role = (typeof roles)[number];

/** What a token may have for the whole service: a role, or `none`, where it may only what its scopes say. */
export const tokenRoles = ['none', ...roles] as const;

export type TokenRole = (typeof tokenRoles)[number];

/** Whether a role is enough where another is needed. */
export const isEnough = (role: TokenRole, needed: Role): boolean =>
  tokenRoles.indexOf(role) >= tokenRoles.indexOf(needed);
