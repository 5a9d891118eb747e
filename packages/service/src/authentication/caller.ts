import type { Role } from './role.ts';
import type { TokenRecord } from './token-record.ts';

/** Who sends a request: the name and role of their token. */
export interface Caller extends Pick<TokenRecord, 'name' | 'role'> {
  /** Roles in parts of the service, by names such as `experiment:12`. */
  readonly scopes: Readonly<Record<string, Role>>;
}
