import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf } from '../../test/read-store.ts';
import { storeOf } from '../../test/record-files.ts';
import { testRunSource } from '../../test/source-contract.ts';
import { runRecordSource } from './run-record.ts';

const ids = ['constant', 'linear', 'teacher'];
const runs = (): string => storeOf(...ids.map((id) => ({ id })));

testRunSource(runRecordSource, {
  good: () => ({ location: runs(), ids }),
  damaged: () => {
    const location = runs();
    const file = join(location, '0001.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"finished"', '"done"'));
    return { location, names: /0001\.json: \/status: expected "running".* received "done"/ };
  },
  foreign: () => folderOf({ 'package.json': '{ "name": "something-else" }' }),
});
