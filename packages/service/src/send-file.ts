import type { IncomingMessage, ServerResponse } from 'node:http';
import send from 'send';
import { byteRange } from './byte-range.ts';
import type { FileInside } from './file-inside.ts';
import { refusePlainly } from './refuse-plainly.ts';

/**
 * Answers a GET or HEAD with a file, whole or the one part that is asked for, or says that it is the same as before.
 *
 * `send` answers conditions and parts; which part is meant is read here, for it takes a part with its ends exchanged, one
 * of the last bytes of a shorter file, and one of HEAD otherwise than RFC 9110 does.
 *
 * @param isEncoded whether the answer is compressed on its way: of that the parts are not known, so it is sent whole
 */
export function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  { path, stats }: FileInside,
  { isEncoded }: { isEncoded: boolean },
): void {
  const { range, 'if-range': condition } = request.headers;
  delete request.headers.range;
  const isMeant =
    request.method === 'GET' &&
    !isEncoded &&
    (condition === undefined || isSame(String(condition), stats.mtime));
  const part = range === undefined || !isMeant ? null : byteRange(range, stats.size);
  if (part !== null)
    // One that is not there is for `send` to refuse, after conditions have been looked at.
    request.headers.range =
      part === 'unsatisfiable' ? `bytes=${stats.size}-` : `bytes=${part.first}-${part.last}`;
  delete request.headers['if-range'];
  send(request, encodeURIComponent(path), { dotfiles: 'allow', index: false, cacheControl: false })
    .on('error', (error: Error & { status?: number }) => {
      const status = error.status ?? 500;
      refusePlainly(response, status, `${reasons[status] ?? 'This cannot be shown now.'}\n`);
    })
    .pipe(response);
}

const reasons: Readonly<Record<number, string>> = {
  404: 'It has just gone.',
  412: 'The file is not the one that is meant.',
  416: 'The file has no such part.',
};

/**
 * Whether a file is the one of which a client has a part already. A date tells, to the second; an entity tag does not: ours
 * are weak, for a compressed answer has the same (RFC 9110, section 13.1.5).
 */
function isSame(condition: string, changed: Date): boolean {
  return Date.parse(condition) === Math.floor(changed.getTime() / 1000) * 1000;
}
