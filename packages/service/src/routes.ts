import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';
import { getPath } from 'hono/utils/url';
import type { Endpoint, Endpoints } from './endpoint.ts';

/** A parameter of a path in braces; with dots it is all that is left of the path. */
const parameter = /\{(\w+)(\.\.\.)?\}/g;

/** The parameters of a path, in order. */
export function parametersOfPath(path: string): { name: string; isRest: boolean }[] {
  return [...path.matchAll(parameter)].map(([, name = '', dots]) => ({ name, isRest: dots !== undefined }));
}

/** A path as OpenAPI writes it, which knows no parameters that hold slashes. */
export const describedPath = (path: string): string => path.replaceAll(parameter, '{$1}');

/** A path as Hono writes it. A rest may hold line breaks too: it is whatever was sent. */
const honoPath = (path: string): string =>
  path.replaceAll(parameter, (_, name: string, dots?: string) =>
    dots === undefined ? `:${name}` : `:${name}{[\\s\\S]+}`,
  );

/** The segments before the rest of a path: `null` stands for a parameter. */
type Prefix = readonly (string | null)[];

/** What a path begins with that ends in a rest; `null` for one that does not. @throws TypeError where it goes on after it */
function restPrefix(path: string): Prefix | null {
  if (!path.includes('...}')) return null;
  const [, before = '', after] = /^\/(.*\/)?\{\w+\.\.\.\}(.*)$/s.exec(path) ?? [];
  if (after !== '') throw new TypeError(`the path ${path} has a rest that is not its last segment`);
  return before
    .split('/')
    .slice(0, -1)
    .map((segment) => (segment.startsWith('{') ? null : segment));
}

/** Whether a path begins so. What stands for a parameter is no dot segment. */
function isUnder(prefix: Prefix, path: string): boolean {
  const segments = path.split('/').slice(1);
  return prefix.every((part, at) =>
    part === null ? !/^\.{1,2}$/.test(segments[at] ?? '') : segments[at] === part,
  );
}

/** One address of an endpoint. */
interface Route {
  /** As Hono has it. */
  readonly path: string;
  /** What all that is left of a path stands for, as it was sent; `null` for an address without a rest. */
  readonly restOf: (context: Context) => string | null;
}

/** The addresses of a service. */
export interface Routes {
  /** The path that a request is routed by. */
  readonly getPath: (request: Request, options?: { env?: unknown }) => string;
  /** The addresses of an endpoint: its path, then its aliases. */
  routesOf(endpoint: Endpoint): Route[];
  /** The endpoint at the address that is asked; `null` where there is none. */
  endpointAt(context: Context): Endpoint | null;
}

/**
 * The addresses of endpoints.
 *
 * A request is routed by its path as a URL has it, in which dot segments are resolved: `/a/../b` and `/a/%2e%2e/b` are
 * `/b`. Only under an address that ends in a rest it is routed by what was sent, so that whoever answers it sees them.
 *
 * @param options `mergesSlashes`: whether several slashes in a row count as one, `//b` as `/b` (default: no)
 */
export function createRoutes(
  endpoints: Endpoints,
  { mergesSlashes = false }: { readonly mergesSlashes?: boolean | undefined } = {},
): Routes {
  const merged = (path: string): string => (mergesSlashes ? path.replaceAll(/\/{2,}/g, '/') : path);
  const byRoute = new Map<string, Endpoint>();
  const prefixes: Prefix[] = [];
  for (const endpoint of Object.values(endpoints))
    for (const path of addressesOf(endpoint)) {
      byRoute.set(`${endpoint.method} ${honoPath(path)}`, endpoint);
      const prefix = restPrefix(path);
      if (prefix) prefixes.push(prefix);
    }
  return {
    getPath: (request, options) => {
      if (prefixes.length > 0) {
        const sent = decoded(sentPath(request, options?.env));
        if (prefixes.some((prefix) => isUnder(prefix, sent))) return sent;
      }
      return merged(getPath(request));
    },
    routesOf: (endpoint) =>
      addressesOf(endpoint).map((path) => {
        const prefix = restPrefix(path);
        return { path: honoPath(path), restOf: prefix === null ? () => null : restAfter(prefix, merged) };
      }),
    endpointAt: (context) => {
      const served = matchedRoutes(context).find(({ method }) => method !== 'ALL');
      return (served && byRoute.get(`${served.method} ${served.path}`)) ?? null;
    },
  };
}

/** @throws TypeError where an alias has other parameters */
function addressesOf({ path, aliases = [] }: Endpoint): string[] {
  const parameters = JSON.stringify(parametersOfPath(path));
  for (const alias of aliases)
    if (JSON.stringify(parametersOfPath(alias)) !== parameters)
      throw new TypeError(`the alias ${alias} has other parameters than ${path}`);
  return [path, ...aliases];
}

function restAfter(prefix: Prefix, merged: (path: string) => string): (context: Context) => string {
  return ({ req, env }) => {
    const sent = sentPath(req.raw, env);
    const path = isUnder(prefix, decoded(sent)) ? sent : merged(new URL(req.url).pathname);
    // Decoding makes no slashes: each segment is where it was.
    return path
      .split('/')
      .slice(prefix.length + 1)
      .join('/');
  };
}

/** The path of a request as it was sent: that of a `Request` has its dot segments resolved. Tests ask without a socket. */
function sentPath(request: Request, env: unknown): string {
  const { incoming } = (env ?? {}) as { incoming?: { url?: string } };
  return pathOf(incoming?.url ?? request.url);
}

/** The path in the target of a request. */
const pathOf = (target: string): string => /^(?:https?:\/\/[^/?#]*)?([^?#]*)/.exec(target)?.[1] || '/';

/** The path in the target of a request, decoded but for slashes. */
export const decodedPath = (target: string): string => decoded(pathOf(target));

/** A path as Hono decodes it: without `%2f`, which is no slash, and `%25`. It takes any URL as it is. */
const decoded = (path: string): string => getPath({ url: `http://localhost${path}` } as Request);
