import { expect, it } from 'vitest';
import { connectionFailure } from './connection-failure.ts';

const failed = (code?: string) =>
  connectionFailure(Object.assign(new Error('words of Node'), { code }), { headerBytes: 4096 });

it.each(['ECONNRESET', 'EPIPE'])('nobody is told where the connection is gone: %s', (code) => {
  expect(failed(code)).toBeNull();
});

it.each([
  [
    'ERR_HTTP_REQUEST_TIMEOUT',
    'request-too-slow',
    'the request has not come in time (send it again, as a whole)',
  ],
  ['HPE_HEADER_OVERFLOW', 'headers-too-large', 'the headers take more than 4096 bytes'],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 'headers-too-large', 'the headers take more than 4096 bytes'],
  ['HPE_INVALID_METHOD', 'request-malformed', 'this is no request of HTTP/1.1'],
  [undefined, 'request-malformed', 'this is no request of HTTP/1.1'],
])('%s is told as %s', (code, kind, message) => {
  expect(failed(code)).toMatchObject({ code: kind, message });
});
