import { shownValue } from '@modelfolio/failures';
import type { CommonProblemCode } from '../problem-kinds.ts';
import { RequestFailure } from '../request-failure.ts';
import { hostVerdict, type HostOptions } from './host-verdict.ts';

/** Checks the host name of a request. @throws RequestFailure `host-invalid`, `host-foreign` */
export type HostCheck = (request: Request) => void;

/** Refuses requests for other host names than those of the service, see {@link hostVerdict}. */
export function hostCheck(options: HostOptions): HostCheck {
  const verdict = hostVerdict(options);
  function check(host: string): void {
    const found = verdict(host);
    if (found === 'invalid')
      throw new RequestFailure<CommonProblemCode>(
        'host-invalid',
        'the Host header is not a valid host name',
        { hint: 'expected a form such as example.org or localhost:8080' },
      );
    if (found === 'foreign')
      throw new RequestFailure<CommonProblemCode>(
        'host-foreign',
        `the service does not answer to the host name ${shownValue(host)}`,
        { hint: 'to allow it, start the service with the name in --allowed-hosts' },
      );
  }
  return ({ headers, url }) => {
    const header = headers.get('host');
    if (header !== null) check(header);
    // The target of a request may name a host, which counts before the header (RFC 9112, section 3.2.2).
    if (header === null || !url.startsWith(`http://${header}/`)) check(new URL(url).host);
  };
}
