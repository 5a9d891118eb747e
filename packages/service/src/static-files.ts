import { readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { lookup } from 'mrmime';
import sirv from 'sirv';
import { addressedFile } from './addressed-file.ts';

export interface StaticFilesOptions {
  /** Headers of whatever is answered at a path, by their names. None by default. */
  readonly headersOf?: (path: string) => Readonly<Record<string, string>>;
  /** Files that are in the folder and not served, by their path from it, with a slash. None by default. */
  readonly isHidden?: (file: string) => boolean;
  /** What every answer goes through first, e.g. something that compresses it. */
  readonly through?: (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
}

export interface StaticServerOptions extends StaticFilesOptions {
  /** The first port to try; the next free one is taken. 0: any. */
  readonly port: number;
  /** Address to listen on. This machine alone by default. */
  readonly host?: string;
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
    through = (_, __, next) => next(),
  }: StaticFilesOptions = {},
): RequestListener {
  const sendFile = sirv(folder, { dev: true, etag: true, dotfiles: true, extensions: [] });
  const isFile = (path: string): boolean =>
    path !== missingFile && !isHidden(path) && existsAsFile(join(folder, path));

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
      return refuse(response, 405, 'Only GET and HEAD are answered here.');
    }
    if (found.kind === 'bad') return refuse(response, 400, found.reason);
    if (found.kind === 'moved') {
      response.setHeader('Location', [found.path, ...queries].join('?'));
      return refuse(response, 301, `This page is at ${found.path}`);
    }
    if (found.kind === 'missing') return refuse(response, 404, missingPage(folder));
    response.setHeader('Content-Type', contentType(found.file));
    // Whole files only: a part that makes no sense would end the server.
    delete request.headers.range;
    request.url = encodeURI(found.file);
    sendFile(request, response, () => refuse(response, 404, 'It has just gone.'));
  }
  return (request, response) => through(request, response, () => answer(request, response));
}

/** @throws Error of Node when no port can be had */
export async function startStaticServer(
  folder: string,
  { port, host = '127.0.0.1', ...options }: StaticServerOptions,
): Promise<StaticServer> {
  const server = createServer(staticFiles(folder, options));
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

function existsAsFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    // Names that are too long or may not be read are no files for a visitor either.
    return false;
  }
}

function missingPage(folder: string): Buffer | string {
  try {
    return readFileSync(join(folder, missingFile));
  } catch {
    return 'There is no page at this address.\n';
  }
}

/** Text is UTF-8, whoever reads it. What has no known type is bytes. */
function contentType(file: string): string {
  const type = lookup(file) ?? 'application/octet-stream';
  return /^text\/|[/+](?:json|xml|javascript)$/.test(type) ? `${type}; charset=utf-8` : type;
}

/** Answers without a file: with a sentence, or the page for it. */
function refuse(response: ServerResponse, status: number, body: Buffer | string): void {
  response.statusCode = status;
  response.setHeader('Content-Type', contentType(typeof body === 'string' ? '.txt' : '.html'));
  response.end(body);
}
