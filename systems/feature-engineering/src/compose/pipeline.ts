import { z } from 'zod';
import { emptyFrame, type Frame } from '../frame/frame.ts';
import {
  fittedTransformer,
  inputsOf,
  transformerSpec,
  type Batch,
  type FittedTransformer,
  type InputColumn,
  type PassOptions,
  type Passes,
  type Transformer,
} from '../transformers/transformer.ts';
import { passesOf } from './fit-in-passes.ts';
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
  passes: (columns, { steps }, options) => pipelinePasses(kinds, columns, steps, options),
  compile({ steps }) {
    const compiled = steps.map(({ transformer }) => compileOne(kinds, transformer));
    return {
      names: compiled.at(-1)?.names ?? [],
      run: (frame) => compiled.reduce((current, step) => step.run(current), frame),
    };
  },
});

/** A step learns from what those before it make of the rows: so a pass a step, and more where a step needs more. */
function pipelinePasses(
  kinds: Kinds,
  columns: readonly InputColumn[],
  steps: z.infer<typeof params>['steps'],
  options: PassOptions,
): Passes<z.infer<typeof state>> {
  refuseTwins(steps, 'step');
  const done: Passes<FittedTransformer>[] = [];
  const through = ({ frame, ...rest }: Batch): Frame =>
    done.reduce((current, step) => step.training({ ...rest, frame: current }), frame);
  const next = (): Passes<FittedTransformer> => {
    const spec = steps[done.length]?.transformer ?? { kind: '' };
    const given = inputsOf(through({ frame: emptyFrame(columns), target: null, from: 0 }));
    const isLast = done.length === steps.length - 1;
    return passesOf(kinds, spec, given, { ...options, wantsTraining: options.wantsTraining || !isLast });
  };
  let current = next();
  return {
    add: (batch) => current.add({ ...batch, frame: through(batch) }),
    end() {
      if (!current.end()) return false;
      done.push(current);
      if (done.length === steps.length) return true;
      current = next();
      return false;
    },
    learned: () => ({
      steps: steps.map(({ name }, at) => ({
        name,
        transformer: (done[at] as Passes<FittedTransformer>).learned(),
      })),
    }),
    training: through,
  };
}
