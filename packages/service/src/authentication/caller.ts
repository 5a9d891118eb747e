import type { TokenRecord } from './token-record.ts';

/** Who sends a request: the name and role of their token. */
export type Caller = Pick<TokenRecord, 'name' | 'role'>;
