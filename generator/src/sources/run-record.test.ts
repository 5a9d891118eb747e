import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryProject } from '../../test/temporary-project.ts';
import { testRunSource } from './contract.ts';
import { runRecordSource } from './run-record.ts';

const runs = (): string => join(temporaryProject('tiny'), 'models/tiny/runs');

testRunSource(runRecordSource, {
  good: () => ({ location: runs(), ids: ['tiny-constant', 'tiny-linear', 'tiny-teacher'] }),
  damaged: () => {
    const location = runs();
    const file = join(location, 'tiny-linear.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"finished"', '"done"'));
    return { location, names: /tiny-linear\.json: \/status: expected "running".* received "done"/ };
  },
  empty: () => temporaryProject(),
  foreign: () => {
    const folder = temporaryProject();
    writeFileSync(join(folder, 'package.json'), '{ "name": "something-else" }');
    return folder;
  },
});
