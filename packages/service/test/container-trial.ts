/**
 * How a container of a service is run and what it is asked, to see that its image works: the default export of
 * `deploy/container-trial.ts`. What runs it makes the container read-only, without capabilities, on loopback.
 *
 * @example
 * export default {
 *   name: 'echo-service', port: 8080, ready: '/readyz', environment: {}, volumes: [], temporary: [], data: [],
 *   limits: { memory: '256m', cpus: 1, processes: 64 }, image: { megabytes: 50, layers: 6 }, graceSeconds: 10,
 *   ask: async ({ fetch }) => assert.equal((await fetch('/v1/echo?word=a')).status, 200),
 *   longRequest: async ({ fetch }) => () => fetch('/v1/slow?seconds=2'),
 *   isComputing: async ({ fetch }) => /in_flight.* 1$/m.test(await (await fetch('/metrics')).text()),
 * } satisfies ContainerTrial;
 */
export interface ContainerTrial {
  /** Of the image, e.g. `explain-service`. */
  readonly name: string;
  /** TCP port that it listens on, inside. */
  readonly port: number;
  /** Path that answers 200 when the service is ready. */
  readonly ready: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Folders that a volume lies at: the only places that may be written to, and kept. */
  readonly volumes: readonly string[];
  /** Folders in memory, for what is not kept. */
  readonly temporary: readonly string[];
  /** Memory as podman takes it, e.g. `1g`; processes include threads. */
  readonly limits: { readonly memory: string; readonly cpus: number; readonly processes: number };
  /** What the image may add to its base. */
  readonly image: { readonly megabytes: number; readonly layers: number };
  /** What the image holds in `/app` besides code: files and folders. */
  readonly data: readonly string[];
  /** Other programs that its compose file starts, by the variable there that names the image. Default: none. */
  readonly companions?: Readonly<Record<string, 'postgres'>>;
  /** Seconds from SIGTERM until it has ended with exit code 0. */
  readonly graceSeconds: number;
  /**
   * Makes files that the container gets as secrets, by their names.
   *
   * @param folder an empty one, for this run
   */
  readonly secrets?: (folder: string) => Promise<Readonly<Record<string, ContainerSecret>>>;
  /** Asks real questions and throws where an answer is wrong. */
  readonly ask: (container: AskedContainer) => Promise<void>;
  /**
   * Gives what sends a request that is computed for about two seconds, on this machine as busy as it is: SIGTERM arrives
   * meanwhile, and it must be answered with 200.
   */
  readonly longRequest: (container: AskedContainer) => Promise<() => Promise<Response>>;
  /** Whether the container computes a request now. */
  readonly isComputing: (container: AskedContainer) => Promise<boolean>;
}

/** A secret: a file in the container, whose place an environment variable names. */
export interface ContainerSecret {
  /** Path on this machine. */
  readonly file: string;
  /** Environment variable that holds the path inside. */
  readonly variable: string;
}

/** A running container, from outside. */
export interface AskedContainer {
  /** Asks for a path of it. */
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  /** Ends it and starts it again with what its volumes hold; resolves when it is ready. */
  readonly restart: () => Promise<void>;
  /** Folder that {@link ContainerTrial.secrets} filled. */
  readonly secretsFolder: string;
}
