import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addressedFile } from './addressed-file.ts';
import { contentType } from './content-type.ts';
import { fileInside } from './file-inside.ts';
import { hostVerdict } from './hosts/host-verdict.ts';
import { refusePlainly as refuse } from './refuse-plainly.ts';
import { sendFile } from './send-file.ts';

export interface StaticFilesOptions {
  /** Headers of whatever is answered at a path, by their names. None by default. */
  readonly headersOf?: (path: string) => Readonly<Record<string, string>>;
  /** Files that are in the folder and not served, by their path from it, with a slash. None by default. */
  readonly isHidden?: (file: string) => boolean;
  /** What every answer goes through first, e.g. something that compresses it. */
  readonly through?: (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
  /**
   * Whether that would compress this answer, whose headers are set, for a client that takes it. Of such an answer no part is
   * sent. By default any, where answers go through something.
   */
  readonly encodes?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export interface StaticServerOptions extends StaticFilesOptions {
  /** The first port to try; the next free one is taken. 0: any. */
  readonly port: number;
  /** Address to listen on. This machine alone by default. */
  readonly host?: string;
  /** Further host names that it answers to, see `hostVerdict`. None by default. */
  readonly allowedHosts?: readonly string[];
}

export interface StaticServer {
  readonly port: number;
  /** Cuts connections and ends. */
  close(): Promise<void>;
}

/** The page that stands for all that are missing. */
const missingFile = '/404.html';

/** Ports tried from the first one on. */
const portsTried = 100;

/**
 * Answers requests with the files of a folder, as a host with clean URLs and trailing slashes does: `/a/` is
 * `a/index.html` or `a.html`, other spellings are redirected there, and what is missing gets `404.html`.
 *
 * The disk is read for each request: a build may replace the folder while it is served.
 */
export function staticFiles(
  folder: string,
  {
    headersOf = () => ({}),
    isHidden = () => false,
    through,
    encodes = () => through !== undefined,
  }: StaticFilesOptions = {},
): RequestListener {
  const isEncoded = (request: IncomingMessage, response: ServerResponse): boolean =>
    takesEncoding(request.headers['accept-encoding']) && encodes(request, response);
  const isFile = (path: string): boolean =>
    path !== missingFile && !isHidden(path) && fileInside(folder, path) !== null;

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const [path = '', ...queries] = (request.url ?? '').split('?');
    const found = addressedFile(path, isFile);
    const isAnswered = request.method === 'GET' || request.method === 'HEAD';
    // What is not there yet may be there soon: it has the headers of the page that says so, not those of the address.
    const isThere = isAnswered && (found.kind === 'file' || found.kind === 'moved');
    for (const [name, value] of Object.entries(headersOf(isThere ? path : missingFile)))
      response.setHeader(name, value);
    if (!isAnswered) {
      response.setHeader('Allow', 'GET, HEAD');
      return refuse(response, 405, 'Only GET and HEAD are answered here.\n');
    }
    if (found.kind === 'bad') return refuse(response, 400, found.reason);
    if (found.kind === 'moved') {
      response.setHeader('Location', [found.path, ...queries].join('?'));
      return refuse(response, 301, `This page is at ${found.path}\n`);
    }
    const file = found.kind === 'file' ? fileInside(folder, found.file) : null;
    if (found.kind === 'missing' || file === null) return refuse(response, 404, missingPage(folder));
    response.setHeader('Content-Type', contentType(found.file));
    if (!response.hasHeader('Cache-Control')) response.setHeader('Cache-Control', 'no-cache');
    sendFile(request, response, file, { isEncoded: isEncoded(request, response) });
  }
  function answerAnyway(request: IncomingMessage, response: ServerResponse): void {
    try {
      answer(request, response);
    } catch {
      // Such as a disk that cannot be read: no reason to end, and no words for a visitor.
      refuse(response, 500, 'This cannot be shown now.\n');
    }
  }
  return (request, response) =>
    through
      ? through(request, response, () => answerAnyway(request, response))
      : answerAnyway(request, response);
}

/** @throws Error of Node when no port can be had */
export async function startStaticServer(
  folder: string,
  { port, host = '127.0.0.1', allowedHosts = [], ...options }: StaticServerOptions,
): Promise<StaticServer> {
  const answer = staticFiles(folder, options);
  const verdict = hostVerdict({ host, allowedHosts });
  const server = createServer((request, response) => {
    // Node has refused a request without one.
    const [asked = '', ...others] = request.headersDistinct['host'] ?? [];
    const found = others.length > 0 ? 'invalid' : verdict(asked);
    if (found === 'invalid') return refuse(response, 400, 'The Host header is not a valid host name.\n');
    // RFC 9110, section 7.4: the request was meant for another server.
    if (found === 'foreign') return refuse(response, 421, 'This server does not answer to that host name.\n');
    answer(request, response);
  });
  for (let candidate = port; ; candidate++) {
    const error = await new Promise<NodeJS.ErrnoException | null>((done) => {
      server.once('error', done);
      server.listen(candidate, host, () => {
        server.off('error', done);
        done(null);
      });
    });
    if (!error) break;
    if (error.code !== 'EADDRINUSE' || candidate >= Math.min(port + portsTried, 65_535)) throw error;
  }
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function missingPage(folder: string): Buffer | string {
  const file = fileInside(folder, missingFile);
  return file ? readFileSync(file.path) : 'There is no page at this address.\n';
}

/** Whether a client takes another content coding than `identity` (RFC 9110, section 12.5.3). */
function takesEncoding(accepted: string | string[] | undefined): boolean {
  return String(accepted ?? '')
    .split(',')
    .some((each) => /^\s*[\w*-]+/.test(each) && !/^\s*identity\b|;\s*q=0(?:\.0*)?\s*$/i.test(each));
}
