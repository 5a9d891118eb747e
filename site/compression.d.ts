declare module 'compression' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  /** Compresses answers whose type is known to shrink, as the asker accepts it. */
  function compression(): (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

  namespace compression {
    /** Whether an answer is of a type that is known to shrink. */
    function filter(request: IncomingMessage, response: ServerResponse): boolean;
  }

  export default compression;
}
