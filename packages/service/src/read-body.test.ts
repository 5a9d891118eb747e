import { HonoRequest } from 'hono/request';
import { describe, expect, it } from 'vitest';
import { readBody } from './read-body.ts';

const json = { 'Content-Type': 'application/json' };
const read = (body: BodyInit, headers: Record<string, string> = json) =>
  readBody(
    new HonoRequest(
      new Request('http://a/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit),
    ),
  );

describe('a body', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/merge-patch+json',
    'Application/JSON',
  ])('is JSON as %s', async (type) => {
    expect(await read('{"a":[1e308,-0]}', { 'Content-Type': type })).toEqual({ a: [1e308, -0] });
  });

  it.each([
    ['1', { 'Content-Type': 'text/json' }, 'media-type-unknown', 'received "text/json"'],
    ['1', { 'Content-Type': 'application/jsonish' }, 'media-type-unknown', 'application/jsonish'],
    ['', json, 'json-invalid', 'the body is empty'],
    ['{"a":1,}', json, 'json-invalid', 'see character 7'],
    ['NaN', json, 'json-invalid', 'the body is no JSON'],
    [
      '{"rows":[{"age":1e999}]}',
      json,
      'request-invalid',
      'rows[0].age: expected a finite number, received Infinity',
    ],
    ['-1e999', json, 'request-invalid', 'body: expected a finite number, received -Infinity'],
    [
      `${'['.repeat(65)}1${']'.repeat(65)}`,
      json,
      'request-invalid',
      'expected less nesting, received 65 levels',
    ],
  ])('%j as %j is refused', async (body, headers, code, words) => {
    await expect(read(body, headers)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
    });
  });

  it('is refused however deep it is', async () => {
    const deep = `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`;
    await expect(read(deep)).rejects.toMatchObject({
      code: 'request-invalid',
      message: expect.stringContaining('expected less nesting'),
    });
  });

  it('of another type is shown the start of that, or that there is none', async () => {
    const refused = async (type: string) => {
      const error = await read('1', { 'Content-Type': type }).catch((thrown: unknown) => thrown);
      return (error as Error).message;
    };
    expect(await refused(`text/${'x'.repeat(80)}`)).toBe(
      `Content-Type: expected application/json, received "text/${'x'.repeat(55)}"`,
    );
    expect(await refused('')).toBe('Content-Type: expected application/json, received nothing');
  });

  it('that breaks off is nobody’s fault of the service', async () => {
    const broken = new ReadableStream({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode('{"a":'));
        controller.error(new Error('reset'));
      },
    });
    await expect(read(broken)).rejects.toMatchObject({ code: 'client-gone' });
  });
});
