import { z } from 'zod';

/**
 * An address of a service: the one definition behind its route, its checks and its description.
 *
 * @typeParam Code the service's kinds of problems
 */
export interface Endpoint<Code extends string = string> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With parameters in braces: `/v1/models/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly headers?: readonly { readonly name: string; readonly description: string }[];
  /** Name of the security scheme that it takes, where it takes one. */
  readonly security?: string;
  /** What it answers by status; `null` for no body. */
  readonly answers: Readonly<Record<number, z.ZodType | null>>;
  /** How it can fail, besides `unexpected`. */
  readonly problems: readonly Code[];
}

export type Endpoints<Code extends string = string> = Readonly<Record<string, Endpoint<Code>>>;

const health = z.strictObject({ status: z.literal('alive') }).meta({ id: 'Health' });

const problemKind = z
  .strictObject({ type: z.string(), title: z.string(), status: z.int() })
  .meta({ id: 'ProblemKind' });

/** Addresses that every service has; {@link createApp} answers them. */
export const commonEndpoints = {
  healthz: {
    method: 'GET',
    path: '/healthz',
    summary: 'Whether the process is alive.',
    answers: { 200: health },
    problems: [],
  },
  openapi: {
    method: 'GET',
    path: '/openapi.json',
    summary: 'This description.',
    answers: { 200: z.record(z.string(), z.unknown()) },
    problems: [],
  },
  problem: {
    method: 'GET',
    path: '/problems/{code}',
    summary: 'What the type of a problem stands for.',
    answers: { 200: problemKind },
    problems: ['route-unknown'],
  },
} as const satisfies Endpoints;
