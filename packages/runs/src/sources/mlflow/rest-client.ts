import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '@modelfolio/failures';
import type { SourceEffects } from '../source.ts';
import { RunsError } from '../../runs-error.ts';
import { redactAddress } from '@modelfolio/redaction/redact-address';

/** What the client takes from the world besides the network. */
export interface RestOptions {
  /** Where `MLFLOW_TRACKING_TOKEN`, or `MLFLOW_TRACKING_USERNAME` and `_PASSWORD`, are looked up. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Waits, in milliseconds, between two tries. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export const realRestOptions: RestOptions = {
  environment: process.env,
  sleep: (milliseconds, signal) => wait(milliseconds, undefined, { signal }),
};

/** Tries of one request, and the longest wait between two, in milliseconds. */
const TRIES = 6;
const LONGEST_WAIT = 30_000;
/** A server that says nothing for this long will say nothing more. */
const PATIENCE = 60_000;

export type Json = Readonly<Record<string, unknown>>;

/** A tracking server: asks, tries again where the server is busy, and says clearly what is wrong. */
export class RestClient {
  /** Address without user name, password and the pages of the user interface. */
  readonly address: string;
  readonly #effects: SourceEffects;
  readonly #options: RestOptions;
  readonly #authorization: string | null;

  /** @param address `http://host:5000`, with or without a path, user name and password */
  constructor(address: string, effects: SourceEffects, options: RestOptions = realRestOptions) {
    const url = new URL(address);
    this.address = `${url.origin}${url.pathname.replace(/\/+$/, '').replace(/\/(ajax-)?api\/\d\.\d.*$/, '')}`;
    this.#effects = effects;
    this.#options = options;
    this.#authorization = authorization(url, options.environment);
  }

  /** An answer's JSON. @throws RunsError `source-unreadable` */
  async get(path: string, query: Readonly<Record<string, string>> = {}): Promise<Json> {
    return this.#json(`${path}?${new URLSearchParams(query)}`, {});
  }

  /** An answer's JSON to a JSON body. @throws RunsError `source-unreadable` */
  async post(path: string, body: Json): Promise<Json> {
    return this.#json(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    });
  }

  /** As {@link get} or {@link post}, but `null` where the server, being older, has no such route. */
  async ifThere(asked: Promise<Json>): Promise<Json | null> {
    return asked.catch((error: unknown) => {
      if (error instanceof Failure && error.cause === 404) return null;
      throw error;
    });
  }

  /** Bytes of an artifact as they come. @throws RunsError `source-unreadable` */
  async bytes(path: string, query: Readonly<Record<string, string>>): Promise<AsyncIterable<Uint8Array>> {
    const url = `${this.address}${path}?${new URLSearchParams(query)}`;
    const response = await this.#ask(url, {});
    if (!response.ok || !response.body) throw this.#refusal(url, response, '');
    return response.body;
  }

  async #json(path: string, init: RequestInit): Promise<Json> {
    const url = `${this.address}/api/2.0/mlflow/${path}`;
    const response = await this.#ask(url, init);
    const text = await response.text();
    if (!response.ok) throw this.#refusal(url, response, text);
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
    } catch {
      // Told below: a page of a proxy, or of another server.
    }
    const kind = /^\s*</.test(text) ? 'a web page' : 'something else';
    throw this.#error(
      url,
      `expected JSON, received ${kind}`,
      'is this the address of an MLflow tracking server?',
    );
  }

  async #ask(url: string, init: RequestInit): Promise<Response> {
    const { signal } = this.#effects;
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      const headers = new Headers(init.headers);
      if (this.#authorization) headers.set('Authorization', this.#authorization);
      let response: Response;
      try {
        const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
        response = await this.#effects.fetch(url, { ...init, headers, signal: patience });
      } catch (cause) {
        signal.throwIfAborted();
        throw this.#error(
          url,
          `no answer: ${networkReason(cause)}`,
          'is the server running, and the address right?',
          cause,
        );
      }
      const busy = response.status === 429 || (response.status >= 502 && response.status <= 504);
      if (!busy || attempt === TRIES) return response;
      await response.body?.cancel();
      await this.#options.sleep(pause(response.headers.get('Retry-After'), attempt), signal);
    }
  }

  #refusal(url: string, { status }: Response, text: string): RunsError {
    if (status === 401 || status === 403)
      return this.#error(
        url,
        `the server refuses: HTTP ${status}`,
        'set MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD',
        status,
      );
    return this.#error(url, `HTTP ${status}${serverMessage(text)}`, undefined, status);
  }

  #error(url: string, reason: string, hint?: string, cause?: unknown): RunsError {
    return new RunsError('source-unreadable', reason, {
      file: redactAddress(url.replace(/\?$/, '')),
      hint,
      cause,
    });
  }
}

/** The address's own user name and password, else what MLflow's client takes from the environment. */
function authorization(url: URL, environment: RestOptions['environment']): string | null {
  const token = environment['MLFLOW_TRACKING_TOKEN'];
  const user = decodeURIComponent(url.username) || environment['MLFLOW_TRACKING_USERNAME'];
  const password = url.username ? decodeURIComponent(url.password) : environment['MLFLOW_TRACKING_PASSWORD'];
  if (user) return `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}`;
  return token ? `Bearer ${token}` : null;
}

/** Milliseconds: what the server asks for, else twice as long each time. */
function pause(retryAfter: string | null, attempt: number): number {
  const asked = retryAfter === null ? NaN : Number(retryAfter) * 1000;
  return Math.min(LONGEST_WAIT, asked >= 0 ? asked : 500 * 2 ** (attempt - 1));
}

function networkReason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const inner = cause.cause;
  if (inner instanceof Error)
    return 'code' in inner && inner.code === 'ECONNREFUSED' ? 'connection refused' : inner.message;
  return cause.message;
}

/** MLflow says what is wrong in a field of its own. */
function serverMessage(text: string): string {
  try {
    const { error_code: code, message } = JSON.parse(text) as Json;
    return `: ${[code, message]
      .filter((part) => typeof part === 'string')
      .join(': ')
      .slice(0, 300)}`;
  } catch {
    return '';
  }
}
