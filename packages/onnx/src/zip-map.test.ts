import type { onnx } from 'onnx-proto';
import { describe, expect, it } from 'vitest';
import { DataType, node, sequenceOfMaps, strings, tensorValue } from '../test/graphs.ts';
import type { OnnxProto } from './model-proto.ts';
import { cutZipMaps } from './zip-map.ts';

const zipMap = (input: string, output: string, names = ['no', 'yes']) =>
  node('ml:ZipMap', [input], [output], [strings('classlabels_strings', names)]);
const cut = (graph: onnx.IGraphProto) => {
  const model = { graph } as OnnxProto;
  return { ...cutZipMaps(model), graph: model.graph };
};
const dims = (value: onnx.IValueInfoProto | undefined) =>
  value?.type?.tensorType?.shape?.dim?.map(({ dimParam, dimValue }) => dimParam ?? dimValue);

describe('cutZipMaps', () => {
  it('makes what went in the output, under a name that says what it is', () => {
    const found = cut({
      input: [tensorValue('x', DataType.FLOAT, ['rows', 2])],
      node: [node('ml:LinearClassifier', ['x'], ['label', 's']), zipMap('s', 'zipped')],
      output: [tensorValue('label', DataType.STRING, ['rows']), sequenceOfMaps('zipped')],
      valueInfo: [
        tensorValue('probabilities', DataType.FLOAT, [9]),
        tensorValue('kept', DataType.FLOAT, [1]),
      ],
    });
    expect(found.classes).toEqual(['no', 'yes']);
    expect(found.changes).toEqual([
      'ZipMap cut off: output zipped (sequence of maps) became probabilities (tensor [N, classes])',
    ]);
    expect(found.graph.node?.map(({ opType, input, output }) => [opType, input, output])).toEqual([
      ['LinearClassifier', ['x'], ['label', 's']],
      ['Identity', ['s'], ['probabilities']],
    ]);
    expect(found.graph.node?.[1]?.name).toBe('probabilities_of_s');
    expect(found.graph.output?.map(({ name }) => name)).toEqual(['label', 'probabilities']);
    expect(dims(found.graph.output?.[1])).toEqual(['rows', 2]);
    expect(found.graph.output?.[1]?.type?.tensorType?.elemType).toBe(DataType.FLOAT);
    // What was known of the name is known no more.
    expect(found.graph.valueInfo?.map(({ name }) => name)).toEqual(['kept']);
  });

  it.each([
    ['an input', { input: [tensorValue('probabilities', DataType.FLOAT, [null, 2])] }],
    ['a constant', { initializer: [{ name: 'probabilities' }] }],
    ['a value', { node: [node('Softmax', ['s'], ['probabilities'])] }],
  ])('keeps the name of what went in where %s is called so', (_, more) => {
    const found = cut({
      ...more,
      node: [...(('node' in more && more.node) || []), zipMap('s', 'zipped')],
      output: [sequenceOfMaps('zipped')],
    });
    expect(found.graph.output?.map(({ name }) => name)).toEqual(['s']);
    expect(found.graph.node?.map(({ opType }) => opType)).not.toContain('Identity');
    expect(found.graph.node?.map(({ opType }) => opType)).not.toContain('ZipMap');
  });

  it('leaves the number of classes open where no names say it, and the rows by their usual name', () => {
    const found = cut({ node: [zipMap('probabilities', 'zipped', [])], output: [sequenceOfMaps('zipped')] });
    expect(found.classes).toBeNull();
    expect(dims(found.graph.output?.[0])).toEqual(['N', undefined]);
    expect(found.graph.node).toEqual([]);
  });

  it('cuts each of several, the second under its own name', () => {
    const found = cut({
      node: [zipMap('s', 'first', ['a', 'b', 'c']), zipMap('t', 'second')],
      output: [sequenceOfMaps('first'), sequenceOfMaps('second')],
    });
    expect(found.graph.output?.map(({ name }) => name)).toEqual(['probabilities', 't']);
    expect(found.classes).toEqual(['no', 'yes']);
    expect(found.changes).toHaveLength(2);
  });

  it('leaves alone what is no ZipMap, or what is put out as something else', () => {
    const graphs: onnx.IGraphProto[] = [
      { node: [node('ZipMap', ['s'], ['zipped'])], output: [sequenceOfMaps('zipped')] },
      { node: [node('ml:Normalizer', ['s'], ['zipped'])], output: [sequenceOfMaps('zipped')] },
      { node: [zipMap('s', 'zipped')], output: [tensorValue('zipped', DataType.FLOAT, [1])] },
      { node: [zipMap('s', 'zipped')], output: [sequenceOfMaps('other')] },
      { node: [node('ml:ZipMap', [], ['zipped'])], output: [sequenceOfMaps('zipped')] },
      {},
    ];
    for (const graph of graphs) {
      const before = structuredClone({ node: graph.node ?? [], output: graph.output ?? [] });
      const found = cut(graph);
      expect([found.changes, found.classes]).toEqual([[], null]);
      expect({ node: found.graph.node ?? [], output: found.graph.output ?? [] }).toEqual(before);
    }
  });
});
