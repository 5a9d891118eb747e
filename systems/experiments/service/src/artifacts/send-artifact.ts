import { contentTypeOf } from '@modelfolio/experiments/artifact-content-type';
import { nameOf } from '@modelfolio/experiments/artifact-path';
import { pathAt, type Located } from '@modelfolio/experiments/artifact-places';
import { doesNotExist, invalidParameter } from '@modelfolio/experiments/mlflow-error';
import { byteRange } from '@modelfolio/service/byte-range';
import { attachmentOf } from './attachment.ts';
import { isSameRange, preconditions } from './preconditions.ts';

/**
 * Answers a GET or HEAD with an artifact, whole or the one part that is asked for, or says that it is as the client has it.
 *
 * @param path safe, below what was located
 * @throws MlflowError in MLflow's words where it is not there or is a folder
 */
export async function sendArtifact(request: Request, located: Located, path: string): Promise<Response> {
  const at = pathAt(located, path);
  const told = located.isServed ? at : path;
  const found = await located.place.open(at);
  if (found === null) throw doesNotExist(`No such artifact: '${told}'`);
  if (found === 'folder')
    throw invalidParameter(`Artifact path refers to a directory, not a file: '${told}'`);
  const current = { tag: `"${found.version}"`, changed: found.changed };
  const headers = new Headers({
    'Content-Type': contentTypeOf(at),
    'Content-Disposition': attachmentOf(nameOf(at)),
    'X-Content-Type-Options': 'nosniff',
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'no-cache',
    ETag: current.tag,
    'Last-Modified': new Date(found.changed).toUTCString(),
    ...(found.sha256 !== null && {
      'Repr-Digest': `sha-256=:${Buffer.from(found.sha256, 'hex').toString('base64')}:`,
    }),
  });
  const status = preconditions(request.headers, current);
  const range = request.headers.get('Range');
  const isPart = range !== null && request.method === 'GET' && isSameRange(request.headers, current);
  const part = status === 200 && isPart ? byteRange(range, found.bytes) : null;
  if (status !== 200 || part === 'unsatisfiable' || request.method === 'HEAD') {
    await found.close();
    if (part === 'unsatisfiable') headers.set('Content-Range', `bytes */${found.bytes}`);
    else if (status === 200) headers.set('Content-Length', String(found.bytes));
    return new Response(null, { status: part === 'unsatisfiable' ? 416 : status, headers });
  }
  headers.set('Content-Length', String(part === null ? found.bytes : part.last - part.first + 1));
  if (part !== null) headers.set('Content-Range', `bytes ${part.first}-${part.last}/${found.bytes}`);
  const body = await found.read(...(part === null ? [] : [part]));
  return new Response(body, { status: part === null ? 200 : 206, headers });
}
