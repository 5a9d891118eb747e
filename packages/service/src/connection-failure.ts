import type { CommonProblemCode } from './problem-kinds.ts';
import { RequestFailure } from './request-failure.ts';

/**
 * What to tell a client whose bytes made no request; `null` where nobody is there to be told.
 *
 * @param error of Node's parser or of its clock (https://nodejs.org/api/http.html#event-clienterror)
 */
export function connectionFailure(
  error: NodeJS.ErrnoException,
  { headerBytes }: { headerBytes: number },
): RequestFailure<CommonProblemCode> | null {
  switch (error.code) {
    case 'ECONNRESET':
    case 'EPIPE':
      return null;
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new RequestFailure('request-too-slow', 'the request has not come in time', {
        hint: 'send it again, as a whole',
      });
    case 'HPE_HEADER_OVERFLOW':
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new RequestFailure('headers-too-large', `the headers take more than ${headerBytes} bytes`);
    default:
      return new RequestFailure('request-malformed', 'this is no request of HTTP/1.1');
  }
}
