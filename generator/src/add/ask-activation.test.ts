import type { Ask } from '@modelfolio/command-line/ask';
import type { GraphModel, ModelOutput } from '@modelfolio/onnx';
import { describe, expect, it } from 'vitest';
import { tableModel } from '../../test/table-model.ts';
import { askActivation, type KnownScores } from './ask-activation.ts';

const output = (name: string, parts: Partial<ModelOutput> = {}): ModelOutput => ({
  name,
  type: 'float32',
  shape: ['N', 2],
  maker: 'Gemm',
  classes: null,
  features: null,
  ...parts,
});
const scores = (...outputs: ModelOutput[]): KnownScores => {
  const model: GraphModel = { inputs: [], outputs, opset: {}, parameters: 1, changes: [] };
  return { found: 'softmax', model, output: tableModel().output };
};
const logits = scores(output('p'));
const answering = (answer: string): { ask: Ask; asked: Parameters<Ask>[0][] } => {
  const asked: Parameters<Ask>[0][] = [];
  return {
    asked,
    ask: (question) => {
      asked.push(question);
      return Promise.resolve(answer);
    },
  };
};

describe('scores that may be logits', () => {
  it.each(['softmax', 'sigmoid'] as const)(
    'become probabilities by %s, if the person says so',
    async (word) => {
      const { ask, asked } = answering(word);
      expect(await askActivation(logits, 'net.onnx', { ask })).toBe(word);
      expect(asked).toEqual([
        {
          label:
            'the outputs are no probabilities: they leave 0 to 1; activation to apply, if they are logits of one class a row',
          suggestion: 'softmax',
          choices: ['softmax', 'sigmoid', 'stop'],
        },
      ]);
    },
  );

  it.each([
    ['the person stops', answering('stop').ask],
    ['nobody can be asked', null],
  ])('are refused where %s, with what to say', async (_, ask) => {
    const asking = askActivation({ ...logits, found: 'sigmoid' }, 'net.onnx', { ask });
    await expect(asking).rejects.toMatchObject({
      code: 'model-output-wrong',
      place: { file: 'net.onnx' },
      hint: expect.stringMatching(/say --activation sigmoid; else export probabilities$/),
    });
  });
});

describe('scores that are no logits', () => {
  it.each([
    ['LinearClassifier'],
    ['SVMClassifier'],
    ['SVMRegressor'],
    ['TreeEnsembleClassifier'],
    ['TreeEnsembleRegressor'],
  ])('are those of a %s, and nobody is asked', async (maker) => {
    const { ask, asked } = answering('softmax');
    await expect(askActivation(scores(output('p', { maker })), 'svc.onnx', { ask })).rejects.toMatchObject({
      reason: `the outputs are no probabilities: they leave 0 to 1; they are scores of a ${maker}`,
      hint: expect.stringMatching(/^export probabilities: /),
    });
    expect(asked).toEqual([]);
  });

  it('are those beside class names, wherever these stand', async () => {
    const named = scores(output('p', { maker: null }), output('label', { classes: ['no', 'yes'] }));
    await expect(askActivation(named, 'svc.onnx', answering('softmax'))).rejects.toMatchObject({
      reason: expect.stringMatching(/they are scores of a classifier that gives none$/),
    });
  });

  it('are not those of another output', async () => {
    const beside = scores(output('other', { maker: 'SVMClassifier' }), output('p'));
    expect(await askActivation(beside, 'net.onnx', answering('softmax'))).toBe('softmax');
  });
});
