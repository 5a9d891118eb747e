import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { closeGently } from './close-gently.ts';
import { commonProblemKinds } from './problem-kinds.ts';
import { problemHeaders, problemOf } from './problem.ts';
import type { RequestFailure } from './request-failure.ts';

/** Answers a connection on which no whole request has come, and ends it. */
export function refuseOnSocket(socket: Socket, failure: RequestFailure): void {
  const problem = problemOf(failure, commonProblemKinds, randomUUID());
  const body = JSON.stringify(problem);
  const headers = {
    ...problemHeaders,
    ...failure.headers,
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  if (socket.writable)
    socket.write(
      [`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`, ...lines, '', body].join('\r\n'),
    );
  closeGently(socket);
}
