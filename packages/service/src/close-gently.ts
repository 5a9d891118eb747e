import { Socket } from 'node:net';

const closing = new WeakSet<Socket>();

/** Whether {@link closeGently} was called for it. */
export const isClosing = (socket: Socket): boolean => closing.has(socket);

/**
 * Ends a connection so that the other side can read what was sent to it: sends what is left and the end, then throws away
 * what still comes until the other side has ended too. A connection that is closed with unread bytes is reset, and a reset
 * takes unread answers with it (https://www.rfc-editor.org/rfc/rfc9112#section-9.6).
 *
 * @param withinMs that the other side has to end, after all was sent to it
 */
export function closeGently(socket: Socket, withinMs = 1000): void {
  if (closing.has(socket) || socket.destroyed) return;
  closing.add(socket);
  socket.setTimeout(0);
  // No further request is read from it.
  socket.removeAllListeners('data');
  socket.on('data', () => {});
  socket.once('finish', () => {
    const late = setTimeout(() => socket.destroy(), withinMs);
    socket.once('close', () => clearTimeout(late));
  });
  // A server of node:http replaces nothing of this: it is the end that waits for what is still to be sent.
  socket.once('end', () => Socket.prototype.destroySoon.call(socket));
  socket.end();
  socket.resume();
  if (socket.readableEnded) Socket.prototype.destroySoon.call(socket);
}
