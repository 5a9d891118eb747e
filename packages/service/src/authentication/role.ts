/** What a token allows, each role with all that those before it allow: read, change, administer what belongs to others. */
export const roles = ['read', 'write', 'admin'] as const;

export type Role = (typeof roles)[number];

/** Whether a role is enough where another is needed. */
export const isEnough = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed);
