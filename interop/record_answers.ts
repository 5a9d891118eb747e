// Writes what a tracking server answers to our reader, to test it without one: node interop/record_answers.ts <address>
import { realEffects } from 'modelfolio/effects';
import { mlflowRestSource } from '@modelfolio/runs/sources/mlflow/rest';

const [address = ''] = process.argv.slice(2);
const answers: Record<string, { status: number; type: string | null; body: string }> = {};
const effects = {
  ...realEffects(),
  fetch: async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const response = await fetch(input, init);
    const { url } = response;
    const bytes = Buffer.from(await response.arrayBuffer());
    const asked =
      `${init?.method ?? 'GET'} ${url.slice(address.length)} ${typeof init?.body === 'string' ? init.body : ''}`.trim();
    const type = response.headers.get('content-type');
    answers[asked] = { status: response.status, type, body: bytes.toString() };
    return new Response(bytes, response);
  },
};
if (!(await mlflowRestSource.detect(address, effects))) throw new Error(`no server at ${address}`);
for await (const run of mlflowRestSource.list(address, effects)) await run.load();
process.stdout.write(`${JSON.stringify(answers, null, 1)}\n`);
