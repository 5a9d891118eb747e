import { tinyNetwork, type TinyNetwork } from './tiny-network.ts';

const floats = { T: { type: 'DT_FLOAT' } };
const taken = [{ name: 'x', type: 'DT_FLOAT' }];

/** A model of TensorFlow.js that opens and never ends: it gives its pictures on while each number equals itself. */
export function loopingNetwork(): TinyNetwork {
  const { modelJson, weights } = tinyNetwork();
  const model = JSON.parse(modelJson) as { modelTopology: { node: { name: string }[]; library?: object } };
  const { modelTopology: graph } = model;
  graph.node = graph.node.map((node) =>
    node.name === 'scores'
      ? {
          name: 'scores',
          op: 'StatelessWhile',
          input: ['products'],
          attr: { cond: { func: { name: 'goes' } }, body: { func: { name: 'turn' } } },
        }
      : node,
  );
  graph.library = {
    function: [
      {
        signature: { name: 'goes', inputArg: taken, outputArg: [{ name: 'on', type: 'DT_BOOL' }] },
        nodeDef: [{ name: 'same', op: 'Equal', input: ['x', 'x'], attr: floats }],
        ret: { on: 'same:z:0' },
      },
      {
        signature: { name: 'turn', inputArg: taken, outputArg: [{ name: 'y', type: 'DT_FLOAT' }] },
        nodeDef: [{ name: 'kept', op: 'Identity', input: ['x'], attr: floats }],
        ret: { y: 'kept:output:0' },
      },
    ],
  };
  return { modelJson: JSON.stringify(model), weights };
}
