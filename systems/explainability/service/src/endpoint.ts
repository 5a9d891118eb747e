import type { z } from 'zod';
import type { ProblemCode } from './problem-kinds.ts';

/** An address of the service: the one definition behind its route, its checks and its description. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With parameters in braces: `/v1/models/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly headers?: readonly { readonly name: string; readonly description: string }[];
  /** Whether it takes the owner token. */
  readonly isOwners?: boolean;
  /** What it answers by status; `null` for no body. */
  readonly answers: Readonly<Record<number, z.ZodType | null>>;
  /** How it can fail, besides `unexpected`. */
  readonly problems: readonly ProblemCode[];
}
