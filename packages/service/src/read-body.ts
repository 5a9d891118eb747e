import type { HonoRequest } from 'hono';
import type { CommonProblemCode } from './problem-kinds.ts';
import { RequestFailure } from './request-failure.ts';

/** A body as JSON. @throws RequestFailure `media-type-unknown`, `json-invalid` */
export async function readBody(request: HonoRequest): Promise<unknown> {
  const type = request.header('content-type') ?? '';
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type))
    throw new RequestFailure<CommonProblemCode>(
      'media-type-unknown',
      `Content-Type: expected application/json, received ${type === '' ? 'nothing' : JSON.stringify(type.slice(0, 60))}`,
    );
  const text = await request.text();
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
