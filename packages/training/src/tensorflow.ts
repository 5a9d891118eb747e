import type * as core from '@tensorflow/tfjs-core';

/** TensorFlow.js as a value, so that one program runs on whichever copy and backend was opened. */
export type Tf = typeof core;

export type Tensor = core.Tensor;
export type Tensor4D = core.Tensor4D;
export type Variable = core.Variable;
