import type { IncomingMessage } from 'node:http';

/** How often it is looked whether something has come, in the time that nothing may. */
const looks = 4;

/**
 * Watches that the body of a request keeps coming, however slowly.
 *
 * A body that waits to be read does not count as standing still: its client cannot send more.
 *
 * @param stalled called once, when nothing has come for so long
 */
export function watchBody(incoming: IncomingMessage, seconds: number, stalled: () => void): void {
  const { socket } = incoming;
  let seen = socket.bytesRead;
  let still = 0;
  const timer = setInterval(
    () => {
      if (incoming.complete || incoming.destroyed) return stop();
      const isWaiting = incoming.readableLength > 0 || incoming.isPaused();
      still = socket.bytesRead === seen && !isWaiting ? still + 1 : 0;
      seen = socket.bytesRead;
      if (still < looks) return;
      stop();
      stalled();
    },
    (seconds * 1000) / looks,
  );
  // A kept connection lives longer than its requests.
  const stop = (): void => {
    clearInterval(timer);
    incoming.off('close', stop);
    socket.off('close', stop);
  };
  incoming.once('close', stop);
  socket.once('close', stop);
}
