// A program of a test: uploads an artifact of so many mebibytes and downloads it, a client at a time, and tells the peak of
// its memory in mebibytes.
// node stream-artifact.ts <folder> <mebibytes>
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openArtifactPlaces } from '@modelfolio/experiments/artifact-places';
import { wholeReach } from '@modelfolio/experiments/reach';
import type { ArtifactServices } from '@modelfolio/experiments/artifacts-of';
import { downloadArtifact, uploadArtifact } from '../src/artifacts/served-artifacts.ts';

const [folder = '', mebibytes = '1'] = process.argv.slice(2);
const bytes = Number(mebibytes) << 20;
const places = openArtifactPlaces({
  defaultRoot: 'mlflow-artifacts:/',
  destination: join(folder, 'artifacts'),
  cwd: folder,
  environment: {},
  digestsFile: ':memory:',
});
// What is served asks no database.
const services = { places } as ArtifactServices;

async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const isUpload = incoming.method === 'PUT';
  const raw = new Request(`http://localhost${incoming.url}`, {
    method: incoming.method ?? 'GET',
    headers: incoming.headers as Record<string, string>,
    ...(isUpload && { body: Readable.toWeb(incoming), duplex: 'half' }),
  } as RequestInit);
  const handler = isUpload ? uploadArtifact : downloadArtifact;
  const { status, headers, body } = await handler({ raw, rest: '0/large.bin', caller: wholeReach }, services);
  outgoing.writeHead(status, Object.fromEntries(headers));
  if (body === null) outgoing.end();
  else await pipeline(Readable.fromWeb(body as never), outgoing);
}

const server = createServer((incoming, outgoing) => {
  void answer(incoming, outgoing);
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;

const chunk = Buffer.alloc(64 * 1024, 7);
const upload = request({ port, method: 'PUT', headers: { 'content-length': bytes } });
const answered = once(upload, 'response') as Promise<[IncomingMessage]>;
await pipeline(
  Readable.from(
    (function* () {
      for (let sent = 0; sent < bytes; sent += chunk.length) yield chunk;
    })(),
  ),
  upload,
);
const [{ statusCode: stored }] = await answered;

const download = request({ port });
download.end();
const [response] = (await once(download, 'response')) as [IncomingMessage];
let received = 0;
for await (const part of response) received += (part as Buffer).length;

server.close();
places.close();
const peak = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(JSON.stringify({ stored, status: response.statusCode, received, peak }));
