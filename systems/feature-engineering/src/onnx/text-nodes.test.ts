import fc from 'fast-check';
import { openSession } from '@modelfolio/inference/node/open-session';
import { describe, expect, it } from 'vitest';
import { farFrom } from '../../test/far-from.ts';
import { runGraph } from '../../test/run-graph.ts';
import { compile, fit } from '../fit.ts';
import { frameOf, type Frame } from '../frame/frame.ts';
import { toOnnx } from './to-onnx.ts';

const texts = (values: readonly (string | null)[]): Frame =>
  frameOf([{ name: 'text', type: 'text', values }]);

/** Letters of many scripts, capitals that become two letters, signs, blanks of every kind, and what lies beside them. */
const pieces = [
  ...Array.from('aAbBzZ01_9-.,!?'),
  ...Array.from('éÉßẞäÄжЖéĳĲǅ'),
  'İ',
  'I',
  'ı',
  'ﬁ',
  'Ω',
  'Å',
  'K',
  'ÿŸ',
  '日本',
  'अ',
  'ा',
  '𝒳',
  '𐐀',
  '👍🏽',
  '①',
  '½',
  '\u0301',
  '\u200d',
  ' ',
  '  ',
  '\t',
  '\n',
  '\u00a0',
  '\u3000 ',
  '\ufeff',
  '\u0085',
  'the',
  'The cat',
];
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map((parts) => parts.join(''));
const column = fc.array(fc.oneof(text, fc.constant(null)), { minLength: 2, maxLength: 6 });

const specs = [
  { kind: 'CountVectorizer' },
  { kind: 'CountVectorizer', lowercase: false, binary: true },
  { kind: 'CountVectorizer', ngramRange: [1, 3], stopWords: ['the', 'aa'] },
  { kind: 'CountVectorizer', ngramRange: [2, 2], stopWords: ['the'], lowercase: false },
  { kind: 'CountVectorizer', analyzer: 'char', ngramRange: [1, 3] },
  { kind: 'CountVectorizer', analyzer: 'char', ngramRange: [2, 2], lowercase: false },
  { kind: 'TfidfVectorizer', ngramRange: [1, 2], sublinearTf: true },
  { kind: 'TfidfVectorizer', norm: 'l1', binary: true, smoothIdf: false },
  { kind: 'TfidfVectorizer', useIdf: false, norm: null, analyzer: 'char' },
];

describe('vectorizers give in ONNX Runtime what they give here', () => {
  it.each(specs.map((spec) => [JSON.stringify(spec), spec] as const))('%s', async (_, spec) => {
    const train = [
      'the cat sat on the mat',
      'The aa Cat İstanbul ǅ ﬁn Éé  éé',
      '日本 ẞß Жж\t\t9_',
      'aa the cat',
      null,
    ];
    const fitted = fit(spec, texts(train));
    const session = toOnnx(fitted);
    await fc.assert(
      fc.asyncProperty(column, async (values) => {
        const frame = texts([...values, ...train, train.join('  ')]);
        const found = await runGraph(session, frame);
        const { columns } = compile(fitted).run(frame);
        expect(found).toHaveLength(columns.length);
        const far = columns.flatMap((own, at) => farFrom(found[at] ?? [], own.values as Float64Array, 1e-9));
        expect(far).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

it('takes one row, and rows without a word', async () => {
  const model = toOnnx(
    fit({ kind: 'TfidfVectorizer', ngramRange: [1, 2], stopWords: ['of'] }, texts(['house of cards'])),
  );
  const session = await openSession(model);
  const rowOf = async (one: string[]): Promise<number[]> => {
    const { features } = await session.run({ text: { type: 'string', data: one, shape: [one.length, 1] } });
    return Array.from(features?.data as Float64Array);
  };
  expect(await rowOf([''])).toEqual([0, 0, 0]);
  expect(await rowOf(['!', '?'])).toEqual([0, 0, 0, 0, 0, 0]);
  expect(await rowOf(['Cards'])).toEqual([1, 0, 0]);
});

it('refuses a known word with a sigma, which ends in another letter than it holds', () => {
  const fitted = fit({ kind: 'CountVectorizer' }, texts(['ΟΔΟΣ']));
  expect(() => toOnnx(fitted)).toThrow('"οδος": a graph cannot tell the two small letters');
  const asIs = fit({ kind: 'CountVectorizer', lowercase: false }, texts(['οδος']));
  expect(toOnnx(asIs).length).toBeGreaterThan(0);
});

it('keeps a thousand words in one tensor', () => {
  const words = Array.from({ length: 1000 }, (_, at) => `word${at}`).join(' ');
  const model = toOnnx(fit({ kind: 'CountVectorizer', lowercase: false }, texts([words])));
  expect(model.length).toBeLessThan(60_000);
});
