import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commonEndpoints, type Endpoint } from './endpoint.ts';
import { openApiOf } from './openapi.ts';
import { problemKindsOf } from './problem-kinds.ts';

const endpoints = {
  ...commonEndpoints,
  squeeze: {
    method: 'POST',
    path: '/lemons/{id}/squeeze',
    summary: 'Juice.',
    lane: 'dear',
    body: z.strictObject({ lemons: z.int() }),
    answers: { 200: z.strictObject({ id: z.string() }) },
    problems: ['too-sour', 'result-not-finite'],
  },
} as const satisfies Record<string, Endpoint>;

interface Operation {
  description?: string;
  responses: Record<string, { description: string; content: Record<string, object> }>;
}

const described = (lanes?: Parameters<typeof openApiOf>[1]['lanes']) => {
  const { paths } = openApiOf(endpoints, {
    title: 'Lemons',
    version: '1.0.0',
    description: 'Sour.',
    problemKinds: problemKindsOf({ 'too-sour': { status: 422, title: 'Too sour' } }),
    securitySchemes: {},
    ...(lanes && { lanes }),
  }) as { paths: Record<string, Record<string, Operation>> };
  return (path: string, method: string): Operation => {
    const found = paths[path]?.[method];
    if (!found) throw new Error(`${method} ${path} is not described`);
    return found;
  };
};

describe('a description', () => {
  it('has how the shell can refuse, besides how the endpoint can', () => {
    const { responses } = described()('/lemons/{id}/squeeze', 'post');
    expect(Object.keys(responses)).toEqual(
      expect.arrayContaining(['200', '408', '413', '415', '422', '429', '503']),
    );
    expect(responses['422']?.description).toMatch(/`request-invalid`.*`too-sour`.*`result-not-finite`/);
    expect(responses['429']?.description).toContain('`too-busy`');
    expect(responses['503']?.description).toMatch(/`not-ready`.*`deadline`/);
    expect(Object.keys(described()('/healthz', 'get').responses)).toEqual(['200', '500']);
  });

  it.each([
    [
      { concurrent: 2, queue: 16, waitSeconds: 20, seconds: 30 },
      '2 requests at a time, 16 more wait for up to 20 s. After 30 s',
    ],
    [{ concurrent: 2, queue: 1, seconds: 30 }, '1 more wait for up to 30 s.'],
    [{ concurrent: 4, seconds: 30 }, '4 requests at a time, none waits. After 30 s'],
  ])('says what the lane %j takes', (dear, words) => {
    expect(described({ dear })('/lemons/{id}/squeeze', 'post').description).toContain(words);
  });

  it('has metrics as text', () => {
    expect(described()('/metrics', 'get').responses['200']?.content).toHaveProperty('text/plain');
  });
});
