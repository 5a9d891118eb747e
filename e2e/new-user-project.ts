import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '..');

/** What this repository's owner has in it: models, their cards, reports and pages about the systems. */
const own = /^(?:models|content\/(?:models|reports|systems)|runs)\//;

/** A clone without this repository's own models and words, as a new user starts. */
export interface NewUserProject {
  readonly root: string;
  /**
   * Runs `modelfolio` in it.
   *
   * @returns what it printed
   * @throws Error with all it said, when it fails
   */
  modelfolio(...args: string[]): string;
  /** Builds the site. */
  build(): void;
  /** Serves the site; resolves to its address. */
  serve(): Promise<string>;
  remove(): void;
}

export function newUserProject(): NewUserProject {
  // Inside the repository: what npm installed is found from here as it is, installing again would show nothing new.
  mkdirSync(join(repository, '.cache'), { recursive: true });
  const root = mkdtempSync(join(repository, '.cache/new-user-'));
  let server: ChildProcess | undefined;
  const files = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
    cwd: repository,
    encoding: 'utf8',
  }).split('\0');
  for (const file of files)
    if (existsSync(join(repository, file)) && file !== '' && !own.test(file))
      cpSync(join(repository, file), join(root, file), { recursive: true });
  const run = (command: string, args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    if (status !== 0) throw new Error(`exit code ${status}\n${stdout}\n${stderr}`);
    return stdout;
  };
  return {
    root,
    // Named, since the repository around it is a project too.
    modelfolio: (...args) => run(join(root, 'generator/bin/modelfolio.ts'), [...args, '--root', root]),
    build: () => {
      execFileSync('npm', ['run', 'build', '--workspace', 'site', '--silent'], { cwd: root, stdio: 'pipe' });
    },
    serve: () => {
      server = spawn(process.execPath, [join(root, 'site/serve.ts'), '--port', '0'], { cwd: root });
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
