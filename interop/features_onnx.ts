// Fits and exports as a JSON document on standard input says, for the Python judges: node interop/features_onnx.ts
// With `operators`, it writes which operators are taken for unchanged instead.
import { text } from 'node:stream/consumers';
import { compile, fit, FeaturesError } from '@modelfolio/feature-engineering';
import { joinModel } from '@modelfolio/feature-engineering/join-model';
import { gone, newestKnown, steadyFrom } from '@modelfolio/feature-engineering/testing';
import { toOnnx } from '@modelfolio/feature-engineering/onnx';
import {
  readCase,
  toJsonFrame,
  type FeatureCase,
} from '@modelfolio/feature-engineering/testing/feature-case';

/** A case, with the model in base64 that its features go to. */
interface ExportCase extends FeatureCase {
  model?: string;
}

const answer =
  process.argv[2] === 'operators'
    ? { steadyFrom, newestKnown, gone }
    : (JSON.parse(await text(process.stdin)) as ExportCase[]).map(exported);
process.stdout.write(JSON.stringify(answer));

function exported(one: ExportCase): Record<string, unknown> {
  try {
    const { spec, train, target, other } = readCase(one);
    const fitted = fit(spec, train, target);
    return {
      onnx: base64(toOnnx(fitted)),
      joined: one.model ? base64(joinModel(fitted, Buffer.from(one.model, 'base64'))) : null,
      other: toJsonFrame(compile(fitted).run(other)),
    };
  } catch (error) {
    if (!(error instanceof FeaturesError)) throw error;
    return { error: error.message };
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
