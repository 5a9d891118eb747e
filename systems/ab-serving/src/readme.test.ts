import { readFileSync } from 'node:fs';
import { problemOf } from '@modelfolio/service/problem';
import { describe, expect, it } from 'vitest';
import { jsonBytes, refusalOf } from '../test/refusal-of.ts';
import { servingProblemKinds } from './errors/problem-kinds.ts';
import { servingForm } from './errors/serving-form.ts';
import { fitRequest } from './protocol/fit-request.ts';
import { parseInferRequest } from './protocol/parse-infer-request.ts';
import { writeInferResponse } from './protocol/write-infer-response.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const block = (kind: string): string => new RegExp(`\`\`\`${kind}\n(.*?)\`\`\``, 's').exec(readme)?.[1] ?? '';

/** A model whose answer is its input. */
const signature = {
  inputs: [{ name: 'x', type: 'float32' as const, shape: ['N', 12] }],
  outputs: [{ name: 'x', type: 'float32' as const, shape: ['N', 12] }],
};
const asked = (width: number): Uint8Array =>
  jsonBytes({
    id: '7',
    inputs: [
      { name: 'x', datatype: 'FP32', shape: [1, width], data: Array.from({ length: width }, () => 1) },
    ],
  });

describe('the README', () => {
  it('shows code that runs', async () => {
    const code = block('ts')
      .replaceAll(/^import .*$/gm, '')
      .replace('writeInferResponse(', 'return writeInferResponse(');
    const names = ['parseInferRequest', 'fitRequest', 'writeInferResponse', 'body', 'signature', 'run'];
    const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as new (
      ...parts: string[]
    ) => (...values: unknown[]) => Promise<ReturnType<typeof writeInferResponse>>;
    const { body } = await new AsyncFunction(...names, code)(
      parseInferRequest,
      fitRequest,
      writeInferResponse,
      asked(12),
      signature,
      async (inputs: unknown) => inputs,
    );
    expect(JSON.parse(Buffer.from(body).toString())).toMatchObject({ id: '7', outputs: [{ name: 'x' }] });
  });

  it('imports what the room exports', () => {
    const { exports } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
      exports: Record<string, string>;
    };
    const imported = [...block('ts').matchAll(/'@modelfolio\/ab-serving\/(.*)'/g)].map(
      ([, path]) => `./${path}`,
    );
    expect(imported).toHaveLength(3);
    for (const path of imported) expect(exports).toHaveProperty([path]);
  });

  it('shows the answer to what is wrong', () => {
    const refusal = refusalOf(() => fitRequest(parseInferRequest(asked(11), null), signature));
    const told = servingForm(refusal, problemOf(refusal, servingProblemKinds, '1'), '/');
    expect(JSON.parse(told?.body ?? '')).toEqual(JSON.parse(block('json')));
  });
});
