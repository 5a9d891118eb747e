import { z } from 'zod';
import type { BodyLimit } from './limit-body.ts';
import type { Role } from './authentication/role.ts';

/**
 * An address of a service: the one definition behind its route, its checks and its description.
 *
 * @typeParam Code the service's kinds of problems
 */
export interface Endpoint<Code extends string = string> {
  /** What is answered for GET is answered for HEAD as well, without its body. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /**
   * With parameters in braces: `/v1/models/{id}`. The last one may stand for all that is left, slashes included:
   * `/files/{path...}`. As it was sent, with dot segments and percent-encoding, its handler gets it by
   * `context.get('rawRest')`, and is the one to decide what may stand there.
   */
  readonly path: string;
  /** Further addresses of the same, with the same parameters. It is described and counted by its path alone. */
  readonly aliases?: readonly string[];
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /**
   * What its body may take, where it is no JSON but bytes that the handler reads as they come. Such a body may take as long
   * as it keeps coming. It is read outside of a lane, whose time it would take. Default: bodies are limited as those of the
   * service, in bytes and in time.
   */
  readonly upload?: BodyLimit;
  readonly headers?: readonly { readonly name: string; readonly description: string }[];
  /**
   * The least role whose tokens may ask, where the service has tokens; `null`: it takes none. By default `read` for GET and
   * `write` for the rest: a POST that changes nothing says `read`.
   */
  readonly role?: Role | null;
  /**
   * Whether it also lets in who has that role in some part of the service only. Its handler then has to decide which parts
   * are meant, by `mayIn` or `checkScope` of what stands under `caller`. Default: no.
   */
  readonly scoped?: boolean;
  /** Whether it is asked by any Host: what watches a service asks by the address of a machine. Default: no. */
  readonly anyHost?: boolean;
  /**
   * Name of a security scheme of its own, where it takes one. What proves it stands in `Authorization`, where nothing else
   * has room: such an endpoint has no role by default. With a header of its own it may have both.
   */
  readonly security?: string;
  /**
   * The lane in which its work is done, as `cheap` for what takes milliseconds and `dear` for what takes seconds. Default:
   * none; it has no work to speak of.
   */
  readonly lane?: string;
  /** Whether it tells how the service is: then it is answered before all else, neither logged nor counted. Default: no. */
  readonly isHealth?: boolean;
  /** Media type of its answers. Default: `application/json`. */
  readonly mediaType?: string;
  /** What it answers by status; `null` for no body. */
  readonly answers: Readonly<Record<number, z.ZodType | null>>;
  /** How it can fail, besides `unexpected`. */
  readonly problems: readonly Code[];
}

/** The role that an endpoint needs; `null` for none. */
export function roleOf({ method, role, security }: Endpoint): Role | null {
  if (role !== undefined) return role;
  if (security !== undefined) return null;
  return method === 'GET' ? 'read' : 'write';
}

export type Endpoints<Code extends string = string> = Readonly<Record<string, Endpoint<Code>>>;

const health = z.strictObject({ status: z.literal('alive') }).meta({ id: 'Health' });

const readiness = z
  .strictObject({ status: z.literal('ready'), checks: z.record(z.string(), z.string()) })
  .meta({ id: 'Readiness' });

const problemKind = z
  .strictObject({ type: z.string(), title: z.string(), status: z.int() })
  .meta({ id: 'ProblemKind' });

/** Addresses that every service has; {@link createApp} answers them. */
export const commonEndpoints = {
  healthz: {
    method: 'GET',
    path: '/healthz',
    summary: 'Whether the process is alive.',
    role: null,
    anyHost: true,
    isHealth: true,
    answers: { 200: health },
    problems: [],
  },
  readyz: {
    method: 'GET',
    path: '/readyz',
    summary: 'Whether the service can be asked, and what each of its checks says.',
    role: null,
    anyHost: true,
    isHealth: true,
    answers: { 200: readiness },
    problems: ['not-ready'],
  },
  metrics: {
    method: 'GET',
    path: '/metrics',
    summary: 'What the service counts, for Prometheus.',
    mediaType: 'text/plain',
    answers: { 200: z.string() },
    problems: [],
  },
  openapi: {
    method: 'GET',
    path: '/openapi.json',
    summary: 'This description.',
    role: null,
    answers: { 200: z.record(z.string(), z.unknown()) },
    problems: [],
  },
  problem: {
    method: 'GET',
    path: '/problems/{code}',
    summary: 'What the type of a problem stands for.',
    role: null,
    answers: { 200: problemKind },
    problems: ['route-unknown'],
  },
} as const satisfies Endpoints;
