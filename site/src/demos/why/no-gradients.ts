import { DemoError } from '@modelfolio/pages/demo-error';
import type { Answers } from '@modelfolio/pages/worker/serve-calls';
import type { AttributionCalls } from './attribution.ts';

async function refuse(): Promise<never> {
  throw new DemoError('unsupported', 'ONNX Runtime computes no gradients: it cannot explain a prediction.', {
    hint: 'TensorFlow.js can.',
  });
}

/** What a runtime without gradients says. */
export const noGradients: Answers<AttributionCalls> = { attribute: refuse, check: refuse };
