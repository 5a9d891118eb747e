import { parseAllowedHost } from './hosts/allowed-host.ts';
import { defaultLimits, type Limits } from './limits.ts';
import type { SettingReader, Settings } from './settings.ts';

/** What any service is set up with. */
export const commonSettings = {
  settings: {
    env: 'SETTINGS',
    value: 'file',
    fallback: '',
    description:
      'settings file (YAML or JSON), by the names of these flags; flags and variables take precedence',
  },
  port: { env: 'PORT', value: 'number', fallback: '8080', description: 'TCP port; 0 takes a free one' },
  host: {
    env: 'HOST',
    value: 'address',
    fallback: '127.0.0.1',
    description: 'address to listen on; any but loopback needs --tokens; 0.0.0.0 and :: are all addresses',
  },
  tokens: {
    env: 'TOKENS',
    value: 'file',
    fallback: '',
    description: 'file of the tokens that are accepted; the token command writes it',
  },
  'allow-anonymous': {
    env: 'ALLOW_ANONYMOUS',
    value: 'switch',
    kind: 'switch',
    fallback: '',
    description: 'listen on any address without tokens: anyone who can reach it may do everything',
  },
  'allowed-hosts': {
    env: 'ALLOWED_HOSTS',
    value: 'list',
    fallback: '',
    description:
      'host names that it answers to, with or without port, separated by commas; *.example.org for subdomains, * for all',
  },
  'cors-origins': {
    env: 'CORS_ORIGINS',
    value: 'list',
    fallback: '',
    description: 'sites whose pages may ask, separated by commas; * for all',
  },
  'max-body-bytes': {
    env: 'MAX_BODY_BYTES',
    value: 'number',
    fallback: String(defaultLimits.bodyBytes),
    description: 'bytes of a body',
  },
  'max-seconds': {
    env: 'MAX_SECONDS',
    value: 'number',
    fallback: String(defaultLimits.seconds),
    description: 'seconds until a request is given up',
  },
  'max-concurrent': {
    env: 'MAX_CONCURRENT',
    value: 'number',
    fallback: String(defaultLimits.concurrent),
    description: 'requests that compute at the same time, of those that take little',
  },
  'max-dear': {
    env: 'MAX_DEAR',
    value: 'number',
    fallback: String(defaultLimits.dear),
    description: 'requests that compute at the same time, of those that take much',
  },
  'max-queue': {
    env: 'MAX_QUEUE',
    value: 'number',
    fallback: String(defaultLimits.queue),
    description: 'requests of either kind that wait for their turn; more are told to come back',
  },
  'max-wait-seconds': {
    env: 'MAX_WAIT_SECONDS',
    value: 'number',
    fallback: String(defaultLimits.waitSeconds),
    description: 'seconds that a request waits for its turn',
  },
  project: {
    env: 'GOOGLE_CLOUD_PROJECT',
    value: 'id',
    fallback: '',
    description: 'Google Cloud project that the traces in the logs belong to',
  },
} as const satisfies Settings;

/** The values of {@link commonSettings}. */
export interface CommonValues {
  readonly port: number;
  readonly host: string;
  /** File of tokens; `null` for none. */
  readonly tokens: string | null;
  readonly allowAnonymous: boolean;
  /** Empty where none are named. */
  readonly allowedHosts: readonly string[];
  readonly corsOrigins: readonly string[];
  readonly limits: Limits;
  /** Google Cloud project of the traces; `null` for none. */
  readonly project: string | null;
}

/**
 * The values of the settings that every service has.
 *
 * @throws UsageError that names the flag, variable or place in the file at fault
 */
export function commonValues(from: SettingReader<keyof typeof commonSettings>): CommonValues {
  const corsOrigins = from.list('cors-origins');
  if (!corsOrigins.every((each) => each === '*' || isOrigin(each)))
    throw from.wrong('cors-origins', 'origins such as https://example.org, separated by commas');
  const allowedHosts = from.list('allowed-hosts');
  if (allowedHosts.some((each) => parseAllowedHost(each) === null))
    throw from.wrong(
      'allowed-hosts',
      'names such as example.org, *.example.org or localhost:8080, separated by commas',
    );
  return {
    port: from.whole('port', 0, 65_535),
    host: from.text('host'),
    tokens: from.text('tokens') || null,
    allowAnonymous: from.isOn('allow-anonymous'),
    allowedHosts,
    corsOrigins,
    limits: {
      bodyBytes: from.whole('max-body-bytes', 1000, 1 << 28),
      seconds: from.whole('max-seconds', 1, 3600),
      concurrent: from.whole('max-concurrent', 1, 1000),
      dear: from.whole('max-dear', 1, 1000),
      queue: from.whole('max-queue', 0, 10_000),
      waitSeconds: from.whole('max-wait-seconds', 1, 3600),
    },
    project: from.text('project') || null,
  };
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
