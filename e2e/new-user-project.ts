import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '..');

/** A folder of one's own outside the repository, with nothing but a tracking store in it, as a new user starts. */
export interface NewUserProject {
  readonly root: string;
  /**
   * Runs `modelfolio` in it.
   *
   * @returns what it printed
   * @throws Error with all it said, when it fails
   */
  modelfolio(...args: string[]): string;
  /** Runs `features` in it; as {@link NewUserProject.modelfolio}. */
  features(...args: string[]): string;
  /** Builds the site. */
  build(): void;
  /** Serves the site; resolves to its address. */
  serve(): Promise<string>;
  remove(): void;
}

export function newUserProject(): NewUserProject {
  const root = mkdtempSync(join(tmpdir(), 'new-user-'));
  cpSync(join(repository, 'examples'), join(root, 'examples'), { recursive: true });
  let server: ChildProcess | undefined;
  const run = (command: string, args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(repository, command), ...args], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    if (status !== 0) throw new Error(`exit code ${status}\n${stdout}\n${stderr}`);
    return stdout;
  };
  return {
    root,
    modelfolio: (...args) => run('generator/bin/modelfolio.ts', [...args, '--root', root]),
    features: (...args) => run('systems/feature-engineering/bin/features.ts', args),
    build: () => {
      run('site/bin/modelfolio-site.mjs', ['build']);
    },
    serve: () => {
      server = spawn(
        process.execPath,
        [join(repository, 'site/bin/modelfolio-site.mjs'), 'serve', '--port', '0'],
        { cwd: root },
      );
      return new Promise((found, failed) => {
        let said = '';
        server?.stdout?.on('data', (text: Buffer) => {
          said += text.toString();
          const address = /http:\/\/(?:localhost|127\.0\.0\.1):\d+/.exec(said)?.[0];
          if (address !== undefined) found(address);
        });
        server?.on('exit', () => failed(new Error(`the server stopped: ${said}`)));
      });
    },
    remove: () => {
      server?.kill();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** The ids of the runs in an experiment of an ingested project, by name. */
export function runIds(root: string, experiment: string): Record<string, string> {
  const records = globSync(`runs/${experiment}/*.json`, { cwd: root }).map(
    (path) => JSON.parse(readFileSync(join(root, path), 'utf8')) as { id: string; name: string },
  );
  return Object.fromEntries(records.map(({ id, name }) => [name, id]));
}
