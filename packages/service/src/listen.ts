import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { isClosing } from './close-gently.ts';
import { connectionFailure } from './connection-failure.ts';
import { defaultConnectionLimits, type ConnectionLimits } from './connection-limits.ts';
import { beginExchange, trackConnections } from './connections.ts';
import { drainConnections, stopAccepting } from './drain.ts';
import { createExchange, type Exchange } from './exchange.ts';
import { commonProblemKinds, type CommonProblemCode } from './problem-kinds.ts';
import { problemResponse, type ProblemForm } from './problem.ts';
import { refuseOnSocket } from './refuse-on-socket.ts';
import { RequestFailure } from './request-failure.ts';
import { decodedPath } from './routes.ts';
import { createTurns } from './turns.ts';
import { watchBody } from './watch-body.ts';

/** What comes with a request: `incoming` and `outgoing` of Node, and what it can ask of its connection. */
export interface Bindings extends HttpBindings {
  /** Lets the body of the request take its time, as long as it keeps coming. */
  letBodyTakeTime(): void;
}

/** What answers requests. */
export type Fetch = (request: Request, bindings: Bindings) => Response | Promise<Response>;

export interface ListenOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly host: string;
  /** Seconds that an answer may take. */
  readonly seconds: number;
  /** Default: {@link defaultConnectionLimits}. */
  readonly connectionLimits?: Partial<ConnectionLimits>;
  /** Paths that are answered on connections beyond the limit too: whoever watches the service has to reach it. */
  readonly vital?: readonly string[];
  /** How failures are told at some addresses. Bytes that made no request are answered as RFC 9457 has it. */
  readonly problemForm?: ProblemForm;
  /** Called for what was refused before anything could answer it. */
  readonly refused?: (code: CommonProblemCode) => void;
  /** Milliseconds of a clock that never goes back. */
  readonly elapsed?: () => number;
}

/** A server that listens. */
export interface Listening {
  /** e.g. `http://127.0.0.1:8080`. */
  readonly address: string;
  /** Connections that are open. */
  readonly connections: number;
  /** Takes no more connections, and closes those that there are with their next answer. */
  stopAccepting(): Promise<void>;
  /**
   * Waits until all that has come is answered and all connections are closed; after some time, cuts off what is left.
   *
   * @param giveUp called a moment before requests are cut, so that they can be answered with a reason
   */
  drain(withinMs: number, giveUp: () => void): Promise<void>;
}

/** Connections that the kernel takes before the process looks: those of a moment in which it is busy. */
const waitingConnections = 4096;

/** Connections beyond the limit that are still told so; further ones are closed at once. */
const toldConnections = 1000;

/**
 * Serves requests over HTTP/1.1. Whoever sends a request slowly, wrongly or without end is answered as RFC 9457 has it and
 * cut off in time.
 *
 * @throws Error of Node where the port is taken
 */
export async function listen(fetch: Fetch, options: ListenOptions): Promise<Listening> {
  const { port, host, seconds, vital = [], refused = () => {}, elapsed = () => performance.now() } = options;
  const limits = { ...defaultConnectionLimits, ...options.connectionLimits };
  let isEnding = false;
  const turns = createTurns();

  const server = createServer({
    headersTimeout: limits.headerSeconds * 1000,
    requestTimeout: limits.requestSeconds * 1000,
    keepAliveTimeout: limits.keepAliveSeconds * 1000,
    // Node looks at the time-outs of headers and requests only this often: every half a minute by default.
    connectionsCheckingInterval: Math.min(1000, limits.headerSeconds * 250, limits.requestSeconds * 250),
    maxHeaderSize: limits.headerBytes,
    // That answer of Node's says nothing; without a Host there is no address either, see below.
    requireHostHeader: false,
  });
  server.maxConnections = limits.connections + toldConnections;
  // Nothing moved for longer than anything takes: whoever reads an answer that slowly does not read it.
  server.timeout = (seconds + limits.requestSeconds) * 1000;
  const connections = trackConnections(server, { most: limits.connections, elapsed });

  const begun = new WeakMap<IncomingMessage, Exchange>();
  /** Requests whose bodies may take their time. */
  const unhurried = new WeakSet<IncomingMessage>();
  const answer = getRequestListener(
    (request, bindings) => {
      const { incoming, outgoing } = bindings as HttpBindings;
      // A Host such as .0 or name@host passes for one until somebody reads the address, or the request.
      const url = URL.parse(request.url);
      if (url === null || url.username !== '' || url.password !== '') return malformed();
      if (connections.get(incoming.socket)?.isOver && !vital.includes(incoming.url ?? ''))
        return tell(
          new RequestFailure<CommonProblemCode>(
            'too-many-connections',
            `there are more than ${limits.connections} connections`,
            { headers: { 'Retry-After': '1' } },
          ),
          incoming,
        );
      const exchange = begun.get(incoming);
      if (!exchange) return malformed();
      const letBodyTakeTime = (): void => {
        unhurried.add(incoming);
        watchBody(incoming, limits.stallSeconds, () => {
          const stalled = `nothing of the body has come for ${limits.stallSeconds} s`;
          cut(
            exchange,
            new RequestFailure('request-too-slow', stalled, { hint: 'send it again, as a whole' }),
          );
        });
      };
      return exchange.answer(() => fetch(request, { incoming, outgoing, letBodyTakeTime }));
    },
    { errorHandler: () => malformed() },
  );

  function malformed(): Response {
    return tell(new RequestFailure('request-malformed', 'the address or the Host header is not valid'), null);
  }

  /** @param incoming `null` where it is not known what is asked for */
  function tell(failure: RequestFailure<CommonProblemCode>, incoming: IncomingMessage | null): Response {
    refused(failure.code);
    return problemResponse(failure, tellingOf(incoming));
  }

  function tellingOf(incoming: IncomingMessage | null) {
    return {
      kinds: commonProblemKinds,
      requestId: randomUUID(),
      form: incoming === null ? undefined : options.problemForm,
      path: decodedPath(incoming?.url ?? '/'),
    };
  }

  /** Answers a request that has not come as a whole, and ends its connection. */
  function cut(exchange: Exchange, failure: RequestFailure<CommonProblemCode>): void {
    const { incoming, outgoing } = exchange;
    if (outgoing.headersSent) return void incoming.socket.destroy();
    outgoing.setHeader('Connection', 'close');
    failBody(incoming, failure);
    exchange.cut(tell(failure, incoming));
  }

  server.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const connection = connections.get(incoming.socket);
    if (!connection || isClosing(incoming.socket)) return;
    const exchange = createExchange(incoming, outgoing);
    beginExchange(connection, exchange, elapsed);
    if (isEnding || connection.isOver) outgoing.setHeader('Connection', 'close');
    begun.set(incoming, exchange);
    const begin = (): void => {
      if (outgoing.destroyed) refused('client-gone');
      else void answer(incoming, outgoing);
    };
    if (vital.includes(incoming.url ?? '') && !isEnding) begin();
    else turns.add(begin);
  });

  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (isClosing(socket)) return;
    const failure = connectionFailure(error, limits);
    if (!failure || !socket.writable) return void socket.destroy();
    const [exchange, ...others] = connections.get(socket)?.exchanges ?? [];
    const { incoming } = others.at(-1) ?? exchange ?? {};
    // Node says so once a request: from then on its body is watched alone.
    if (
      error.code === 'ERR_HTTP_REQUEST_TIMEOUT' &&
      incoming &&
      !incoming.complete &&
      unhurried.has(incoming)
    )
      return;
    if (!exchange) {
      refused(failure.code);
      return refuseOnSocket(socket, failure);
    }
    if (others.length > 0) return void socket.destroy();
    cut(exchange, failure);
  });

  server.listen({ port, host, backlog: waitingConnections });
  await once(server, 'listening');
  const { address, port: taken, family } = server.address() as AddressInfo;
  /** While requests are held nothing new makes the loop busy, and whoever waits for an answer opens no other connection. */
  const stop = async (): Promise<void> => {
    isEnding = true;
    turns.pause();
    await stopAccepting(server, connections, elapsed);
    turns.resume();
  };
  let stopped: Promise<void> | null = null;
  return {
    address: `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`,
    get connections() {
      return connections.size;
    },
    stopAccepting: () => (stopped ??= stop()),
    drain: async (withinMs, giveUp) => {
      const start = elapsed();
      await (stopped ??= stop());
      await drainConnections(connections, {
        untilMs: start + withinMs,
        giveUp,
        elapsed,
        answer: (failure, incoming) => {
          failBody(incoming, failure);
          return problemResponse(failure, tellingOf(incoming));
        },
      });
      // Stops the clock of slow connections.
      server.close();
    },
  };
}

/**
 * Tells whoever still reads the body of a request that has been answered why there is no more of it, once the answer is
 * out. Node gives a request up with its answer: its body would neither go on nor fail.
 */
function failBody(incoming: IncomingMessage, failure: RequestFailure): void {
  incoming.socket.once('close', () => incoming.destroy(failure));
}
