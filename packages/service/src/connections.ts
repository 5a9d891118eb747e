import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { closeGently } from './close-gently.ts';
import type { Exchange } from './exchange.ts';

/** A connection of a client. */
export interface Connection {
  readonly socket: Socket;
  /** Whether it is one more than may be. */
  readonly isOver: boolean;
  readonly exchanges: Set<Exchange>;
  /** Milliseconds of the clock when it was opened or last done with a request. */
  restingSince: number;
  /** Bytes that had come by then. */
  bytesAtRest: number;
}

/** Whether it waits for a request of which nothing has come yet. */
export function isResting({ socket, exchanges, bytesAtRest }: Connection): boolean {
  return exchanges.size === 0 && socket.bytesRead === bytesAtRest;
}

/** All connections of a server. */
export interface Connections extends ReadonlyMap<Socket, Connection> {
  /** Those that there were so far. */
  readonly accepted: number;
}

/**
 * Keeps account of a server's connections.
 *
 * @param most connections beyond are marked as over the limit
 * @param elapsed milliseconds of a clock that never goes back
 */
export function trackConnections(
  server: Server,
  { most, elapsed }: { most: number; elapsed: () => number },
): Connections {
  const connections = new CountedConnections();
  server.on('connection', (socket: Socket) => {
    connections.accepted += 1;
    connections.set(socket, {
      socket,
      isOver: connections.size >= most,
      exchanges: new Set(),
      restingSince: elapsed(),
      bytesAtRest: 0,
    });
    socket.once('close', () => connections.delete(socket));
    // What node:http calls after an answer that closes the connection.
    socket.destroySoon = () => closeGently(socket);
  });
  return connections;
}

class CountedConnections extends Map<Socket, Connection> implements Connections {
  accepted = 0;
}

/** Adds a request to its connection, until it is answered. */
export function beginExchange(connection: Connection, exchange: Exchange, elapsed: () => number): void {
  const { exchanges, socket } = connection;
  exchanges.add(exchange);
  exchange.outgoing.once('close', () => {
    exchanges.delete(exchange);
    connection.restingSince = elapsed();
    connection.bytesAtRest = socket.bytesRead;
  });
}
