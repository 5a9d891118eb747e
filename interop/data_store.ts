// Runs commands of the data store on a project, for the Python judges: node interop/data_store.ts <folder>
import { text } from 'node:stream/consumers';
import { FeaturesError, frameOf, type Frame, diff } from '@modelfolio/feature-engineering';
import {
  addData,
  checkoutData,
  dataStatus,
  initStore,
  openStore,
  type DataStore,
  pullData,
  pushData,
} from '@modelfolio/feature-engineering/testing';

/** A column as JSON holds it: a number that is none is null. */
interface JsonColumn {
  name: string;
  type: 'number' | 'text';
  values: (number | string | null)[];
}

interface Command {
  do: 'init' | 'add' | 'status' | 'checkout' | 'push' | 'pull' | 'diff';
  path?: string;
  force?: boolean;
  before: JsonColumn[];
  after: JsonColumn[];
  key?: string[];
}

const folder = process.argv[2] ?? '.';
const answers: unknown[] = [];
for (const command of JSON.parse(await text(process.stdin)) as Command[])
  try {
    answers.push(await run(command));
  } catch (error) {
    if (!(error instanceof FeaturesError)) throw error;
    answers.push({ error: error.message, code: error.code });
  }
process.stdout.write(JSON.stringify(answers));

async function run({ path, force = false, ...command }: Command): Promise<unknown> {
  const store = (): Promise<DataStore> => openStore(folder);
  switch (command.do) {
    case 'init':
      return (await initStore(folder)).root;
    case 'add':
      return addData(await store(), path ?? '');
    case 'status':
      return dataStatus(await store(), path);
    case 'checkout':
      return checkoutData(await store(), path, { force });
    case 'push':
      return pushData(await store(), { path });
    case 'pull':
      return pullData(await store(), { path, force });
    default:
      return diff(toFrame(command.before), toFrame(command.after), command.key ? { key: command.key } : {});
  }
}

function toFrame(columns: JsonColumn[]): Frame {
  return frameOf(
    columns.map(({ name, type, values }) =>
      type === 'number'
        ? {
            name,
            type,
            values: Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value))),
          }
        : { name, type, values: values.map((value) => (value === null ? null : String(value))) },
    ),
  );
}
