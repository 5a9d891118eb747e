import type { HonoRequest } from 'hono';
import { jsonFlaw } from './json-flaw.ts';
import type { CommonProblemCode } from './problem-kinds.ts';
import { RequestFailure } from './request-failure.ts';

/**
 * A body as JSON, in which every number is finite and nothing is nested deeper than anybody needs.
 *
 * @throws RequestFailure `media-type-unknown`, `json-invalid`, `request-invalid`, `client-gone`
 */
export async function readBody(request: HonoRequest): Promise<unknown> {
  const type = request.header('content-type') ?? '';
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type))
    throw new RequestFailure<CommonProblemCode>(
      'media-type-unknown',
      `Content-Type: expected application/json, received ${type === '' ? 'nothing' : JSON.stringify(type.slice(0, 60))}`,
    );
  const value = parsed(await textOf(request));
  const flaw = jsonFlaw(value);
  if (!flaw) return value;
  const field = flaw.path || 'body';
  const expected = flaw.kind === 'too-deep' ? 'less nesting' : 'a finite number';
  const received = flaw.kind === 'too-deep' ? `${flaw.found} levels` : String(flaw.found);
  throw new RequestFailure<CommonProblemCode>(
    'request-invalid',
    `${field}: expected ${expected}, received ${received}`,
    { errors: [{ field, expected, received }] },
  );
}

async function textOf(request: HonoRequest): Promise<string> {
  try {
    return await request.text();
  } catch (cause) {
    if (cause instanceof RequestFailure) throw cause;
    throw new RequestFailure<CommonProblemCode>('client-gone', 'the body has not come to its end', { cause });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // The message of the parser shows a part of the text, which may be somebody's data.
    const place = /position (\d+)/.exec((cause as Error).message)?.[1];
    throw new RequestFailure<CommonProblemCode>(
      'json-invalid',
      text.trim() === ''
        ? 'the body is empty, expected JSON'
        : `the body is no JSON${place === undefined ? '' : `: see character ${place}`}`,
      { cause },
    );
  }
}
