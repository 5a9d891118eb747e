import { UsageError } from '@modelfolio/command-line/usage-error';
import { openTokens, type Tokens } from './authentication/open-tokens.ts';
import type { CommonValues } from './common-settings.ts';
import { isLoopback } from './hosts/is-loopback.ts';
import type { LogEntry } from './request-log.ts';

/** Who may use a service, and which host names it answers to. */
export interface Access {
  /** `null`: no token is needed. */
  readonly tokens: Tokens | null;
  /** Address that the service listens on. */
  readonly host: string;
  /** Further host names, see `parseAllowedHost`. */
  readonly allowedHosts: readonly string[];
}

/** The default: used from this machine alone, without tokens. */
export const loopbackAccess: Access = { tokens: null, host: '127.0.0.1', allowedHosts: [] };

interface Opening {
  /** The program as a person types it, for hints. */
  readonly program: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: (entry: LogEntry) => void;
}

/**
 * Opens the access that the settings describe. Once tokens are configured, every request needs one, on loopback too. Without
 * tokens a service may listen on loopback only, unless a flag allows anonymous access.
 *
 * @throws UsageError when it would listen on another address without tokens
 * @throws Failure when the file of tokens cannot be read or is empty
 *
 * @example
 * const access = await openAccess(values, { program: 'squeeze-service', now, log });
 * const app = createApp({ ...options, access });
 */
export async function openAccess(
  {
    host,
    tokens,
    allowAnonymous,
    allowedHosts,
  }: Pick<CommonValues, 'host' | 'tokens' | 'allowAnonymous' | 'allowedHosts'>,
  { program, now, log }: Opening,
): Promise<Access> {
  if (tokens !== null) return { tokens: await openTokens(tokens, { now, log }), host, allowedHosts };
  if (isLoopback(host)) return { tokens: null, host, allowedHosts };
  if (!allowAnonymous)
    throw new UsageError(
      `listening on ${host === '' ? 'all addresses' : host} needs tokens: anyone who can reach it could use the service`,
      {
        hint: `create one with "${program} token --tokens tokens.yaml --name me --role write" and start with --tokens tokens.yaml; or use --host 127.0.0.1 or --allow-anonymous`,
      },
    );
  log({
    severity: 'WARNING',
    message: `anyone who can reach ${host} may do everything: anonymous access is allowed and there are no tokens`,
  });
  return { tokens: null, host, allowedHosts };
}
