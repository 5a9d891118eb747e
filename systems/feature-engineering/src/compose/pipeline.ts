import { z } from 'zod';
import { fittedTransformer, transformerSpec, type Transformer } from '../transformers/transformer.ts';
import { compileOne, fitOne, fitTransformOne, type Kinds } from './kinds.ts';
import { refuseTwins } from './names.ts';

const params = z.strictObject({
  /** One after the other; each has a name of its own. */
  steps: z.array(z.strictObject({ name: z.string().min(1), transformer: transformerSpec })).min(1),
});
const state = z.strictObject({
  steps: z.array(z.strictObject({ name: z.string(), transformer: fittedTransformer })),
});

/** Transformers one after the other, as one. */
export const pipelineKind = (kinds: Kinds): Transformer<z.infer<typeof params>, z.infer<typeof state>> => ({
  kind: 'Pipeline',
  input: 'any',
  params,
  state,
  fit(frame, { steps }, target) {
    refuseTwins(steps, 'step');
    let current = frame;
    const fitted = steps.map(({ name, transformer: spec }, at) => {
      const input = { spec, frame: current, target };
      // What the last one gives is asked of nobody.
      if (at === steps.length - 1) return { name, transformer: fitOne(kinds, input) };
      const { fitted: transformer, frame: next } = fitTransformOne(kinds, input);
      current = next;
      return { name, transformer };
    });
    return { steps: fitted };
  },
  fitTransform(frame, { steps }, target) {
    refuseTwins(steps, 'step');
    let current = frame;
    const fitted = steps.map(({ name, transformer: spec }) => {
      const { fitted: transformer, frame: next } = fitTransformOne(kinds, { spec, frame: current, target });
      current = next;
      return { name, transformer };
    });
    return { state: { steps: fitted }, frame: current };
  },
  compile({ steps }) {
    const compiled = steps.map(({ transformer }) => compileOne(kinds, transformer));
    return {
      names: compiled.at(-1)?.names ?? [],
      run: (frame) => compiled.reduce((current, step) => step.run(current), frame),
    };
  },
});
