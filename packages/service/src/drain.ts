import type { IncomingMessage, Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { closeGently, isClosing } from './close-gently.ts';
import { isResting, type Connection, type Connections } from './connections.ts';
import type { CommonProblemCode } from './problem-kinds.ts';
import { refuseOnSocket } from './refuse-on-socket.ts';
import { RequestFailure } from './request-failure.ts';

/** A connection that rests shorter than this may be about to send its next request. */
const restMs = 1000;

/** A turn of the event loop that took no longer has seen all that came before it. */
const calmMs = 2;

/** How long to wait for a calm turn: under endless load there is none. */
const calmWithinMs = 1000;

/** What may be left after the end of the time, to be told so and to close. */
const lastMs = 1500;

/**
 * Waits until all that the kernel has taken in was seen: a turn that was short and accepted no connection. (Of those that
 * wait, libuv accepts one a turn.) What it still holds when a socket is closed would be reset: under
 * load that is what came while the process was busy.
 *
 * @returns whether it was; under endless load it never is
 */
async function calm(connections: Connections, elapsed: () => number): Promise<boolean> {
  const start = elapsed();
  // The first may come without a look at what has come; the next ones come after one each.
  await turn();
  for (;;) {
    const [before, { accepted }] = [elapsed(), connections];
    await turn();
    if (elapsed() - before <= calmMs && connections.accepted === accepted) return true;
    if (elapsed() - start > calmWithinMs) return false;
  }
}

/** Takes no more connections; the answers on those that there are close them. */
export async function stopAccepting(
  server: Server,
  connections: Connections,
  elapsed: () => number,
): Promise<void> {
  for (const { exchanges } of connections.values())
    for (const { outgoing } of exchanges)
      if (!outgoing.headersSent) outgoing.setHeader('Connection', 'close');
  await calm(connections, elapsed);
  // That of node:http would also cut connections that wait for a next request, and stop the clock of slow ones.
  if (server.listening) NetServer.prototype.close.call(server);
}

interface Draining {
  /** Milliseconds of the clock. */
  readonly untilMs: number;
  readonly giveUp: () => void;
  readonly elapsed: () => number;
  /** The answer to a request that is cut. */
  readonly answer: (failure: RequestFailure, incoming: IncomingMessage) => Response;
}

/** Waits for what is being answered, and closes what rests, until no connection is left or the time is over. */
export async function drainConnections(
  connections: Connections,
  { untilMs, giveUp, elapsed, answer }: Draining,
): Promise<void> {
  while (connections.size > 0 && elapsed() < untilMs) {
    if (await calm(connections, elapsed))
      for (const connection of connections.values())
        if (isResting(connection) && elapsed() - connection.restingSince >= restMs)
          closeGently(connection.socket);
    await sleep(20);
  }
  if (connections.size === 0) return;
  giveUp();
  // What was given up answers by itself.
  await sleep(50);
  for (const connection of connections.values()) cutOff(connection, answer);
  for (const end = elapsed() + lastMs; connections.size > 0 && elapsed() < end;) await sleep(20);
  for (const { socket } of connections.values()) socket.destroy();
  while (connections.size > 0) await turn();
}

/** Tells a client that it is too late. */
function cutOff(connection: Connection, answer: Draining['answer']): void {
  const { socket, exchanges } = connection;
  if (isClosing(socket)) return;
  if (isResting(connection)) return closeGently(socket);
  const tooLate = new RequestFailure<CommonProblemCode>('not-ready', 'the service is shutting down', {
    hint: 'send the request again',
    headers: { 'Retry-After': '1' },
  });
  if (exchanges.size === 0) return refuseOnSocket(socket, tooLate);
  for (const { cut, incoming } of exchanges) cut(answer(tooLate, incoming));
}
