// Fits and transforms as a JSON document on standard input says, for the Python judges: node interop/features.ts
import { text } from 'node:stream/consumers';
import { compile, fit, fitTransform, FeaturesError } from '@modelfolio/feature-engineering';
import { toOnnx } from '@modelfolio/feature-engineering/onnx';
import {
  readCase,
  toJsonFrame,
  type FeatureCase,
} from '@modelfolio/feature-engineering/testing/feature-case';

const cases = JSON.parse(await text(process.stdin)) as FeatureCase[];
const answers = cases.map((one) => {
  try {
    const { spec, train, target, other } = readCase(one);
    const fitted = one.crossFit ? fitTransform(spec, train, target) : null;
    const learned = fitted?.fitted ?? fit(spec, train, target);
    // As it would be read from a file.
    const compiled = compile(JSON.parse(JSON.stringify(learned)) as typeof learned);
    return {
      onnx: graphOf(learned),
      state: learned.state,
      names: compiled.names,
      train: toJsonFrame(fitted?.frame ?? compiled.run(train)),
      other: toJsonFrame(compiled.run(other)),
    };
  } catch (error) {
    if (!(error instanceof FeaturesError)) throw error;
    return { error: error.message };
  }
});
process.stdout.write(JSON.stringify(answers));

/** The ONNX file in base 64; `null` for what cannot be exported. */
function graphOf(fitted: ReturnType<typeof fit>): string | null {
  try {
    return Buffer.from(toOnnx(fitted)).toString('base64');
  } catch (error) {
    if (error instanceof FeaturesError && error.code === 'onnx-impossible') return null;
    throw error;
  }
}
