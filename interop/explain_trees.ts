// Explains the models of a JSON document on standard input by their trees or weights, for the Python judges:
// node interop/explain_trees.ts
import { text } from 'node:stream/consumers';
import { decodeOnnx } from '@modelfolio/onnx/model-proto';
import { explainCase, type AdditiveCase } from '@modelfolio/explainability/testing/explain-additive';

const cases = JSON.parse(await text(process.stdin)) as (Omit<AdditiveCase, 'model'> & { model: string })[];
const answers = [];
for (const one of cases) {
  const bytes = Buffer.from(one.model, 'base64');
  answers.push(await explainCase({ ...one, model: decodeOnnx(bytes, 'the model') }, bytes));
}
process.stdout.write(JSON.stringify(answers));
