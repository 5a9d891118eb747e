import type { ModelSignature } from '../src/signature.ts';

/** A model with an input for each column, of which some may be missing. */
export const people: ModelSignature = {
  inputs: [
    { name: 'age', type: 'float32', shape: ['N', 1] },
    { name: 'sex', type: 'string', shape: ['N', 1] },
    { name: 'children', type: 'int64', shape: ['N'] },
  ],
  outputs: [{ name: 'label', type: 'string', shape: ['N'] }],
  columns: [
    { input: 'age', index: null, name: 'age', type: 'float32', missing: true },
    { input: 'sex', index: null, name: 'sex', type: 'string', missing: false },
  ],
};

/** A model with one input for all columns, told in another order than they stand there. */
export const flowers: ModelSignature = {
  inputs: [{ name: 'features', type: 'float64', shape: [null, 2] }],
  outputs: [{ name: 'label', type: 'int64', shape: [null] }],
  columns: [
    { input: 'features', index: 1, name: 'width', type: 'float64', missing: false },
    { input: 'features', index: 0, name: 'length', type: 'float64', missing: false },
  ],
};

/** A model that takes an array a row. */
export const pictures: ModelSignature = {
  inputs: [{ name: 'image', type: 'uint8', shape: ['N', 2, null] }],
  outputs: [{ name: 'label', type: 'int64', shape: ['N'] }],
};
