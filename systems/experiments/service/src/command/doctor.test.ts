import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { temporaryFolder } from '@modelfolio/command-line/testing/temporary-folder';
import { startProgram } from '@modelfolio/service/testing/running-program';
import { describe, expect, it } from 'vitest';
import { mlflowStore, runCommand } from '../../test/run-command.ts';

async function aStore(sql = ''): Promise<string> {
  const file = join(await temporaryFolder(), 'mlflow.db');
  await copyFile(mlflowStore, file);
  const database = new DatabaseSync(file);
  database.exec(
    "UPDATE logged_models SET artifact_location = ''; UPDATE model_versions SET storage_location = '', source = ''",
  );
  database.exec(`PRAGMA foreign_keys = OFF; ${sql}`);
  database.close();
  return file;
}

describe('doctor', () => {
  it('says what a store is, and that nothing is wrong', async () => {
    const { code, printed } = await runCommand('doctor', [await aStore()]);
    expect(code).toBe(0);
    expect(printed).toEqual([
      expect.stringMatching(/mlflow\.db: schema dc11669786a5, [\d,]+ bytes, [\d,]+ free on its disk$/),
      expect.stringMatching(/experiments, 8 runs, \d+ metrics/),
      expect.stringContaining('missing; a server adds them when it starts'),
      expect.stringMatching(/^open elsewhere: /),
      'nothing wrong',
    ]);
  });

  it('says in a line what is wrong and what to do, and exits with 1', async () => {
    const file = await aStore("INSERT INTO params VALUES ('a', 'b', 'gone')");
    const { code, printed } = await runCommand('doctor', [file]);
    expect(code).toBe(1);
    expect(printed.slice(-2)).toEqual([
      expect.stringMatching(/^params-without-run: 1 params .* e\.g\. gone \(.*DELETE FROM params/),
      '1 wrong',
    ]);
  });

  it.runIf(process.platform === 'linux')('says who has it open', { timeout: 120_000 }, async () => {
    const file = await aStore();
    const holder = join(file, '../hold.mjs');
    await writeFile(
      holder,
      `import { DatabaseSync } from 'node:sqlite';
       const database = new DatabaseSync(process.argv[2]);
       console.log(JSON.stringify({ message: 'open' }));
       setInterval(() => database.isOpen, 1000);`,
    );
    const running = startProgram(holder, [file]);
    try {
      await running.logged('open');
      const { printed } = await runCommand('doctor', [file]);
      expect(printed[3]).toMatch(/open elsewhere: .*hold\.mjs.* \(process \d+\)/);
    } finally {
      running.signal('SIGTERM');
      await running.ended;
    }
  });

  it('prints the report as JSON', async () => {
    const { code, printed } = await runCommand('doctor', [
      await aStore('CREATE VIEW x AS SELECT 1'),
      '--json',
    ]);
    expect(code).toBe(1);
    expect(JSON.parse(printed.join('\n'))).toMatchObject({
      revision: 'dc11669786a5',
      rows: { runs: 8 },
      findings: [{ code: 'odd-schema', reason: 'it holds the view x, which MLflow does not make' }],
    });
  });

  it('says in a line that there is no store', async () => {
    const { code, noted } = await runCommand('doctor', ['/nowhere/mlflow.db']);
    expect(code).toBe(1);
    expect(noted).toEqual([
      'modelfolio-experiments: /nowhere/mlflow.db: there is no such file (name the file of a store)',
    ]);
  });
});
