// Runs on any Node from 20 on, before anything is installed: only Node's own modules here.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const bin = join(root, 'node_modules', '.bin');
const isWindows = process.platform === 'win32';
const npm = isWindows ? 'npm.cmd' : 'npm';

/** Ends the process with one clear line on standard error. */
export function fail(message) {
  process.stderr.write(`modelfolio: ${message}\n`);
  process.exit(1);
}

/** Environment for child processes: the project's Node 24 and tools first on the PATH. */
export function environment(extra = {}) {
  return { ...process.env, PATH: `${bin}${isWindows ? ';' : ':'}${process.env.PATH}`, ...extra };
}

/** Starts a command in the repository with the project's Node first on the PATH; a signal to this process is passed on. */
function start(command, args, { env = {}, cwd = root, stdio = 'inherit' } = {}) {
  const child = spawn(command, args, { cwd, env: environment(env), stdio, shell: isWindows });
  const forward = (signal) => child.kill(signal);
  process.on('SIGINT', forward);
  process.on('SIGTERM', forward);
  const ended = new Promise((done) => {
    child.on('error', (error) => fail(`cannot start ${command}: ${error.message}`));
    child.on('close', (code, signal) => {
      process.off('SIGINT', forward);
      process.off('SIGTERM', forward);
      done(signal ? 130 : (code ?? 1));
    });
  });
  return { child, ended };
}

/** Runs a command in the repository with inherited output. Resolves to its exit code. */
export function run(command, args, options) {
  return start(command, args, options).ended;
}

/**
 * As {@link run}, also keeping the last lines that were printed where no one watches a terminal: in the log of a CI run,
 * what failed is far above the end.
 */
export async function runKeepingEnd(command, args, options, keep = 60) {
  if (process.stdout.isTTY) return { code: await run(command, args, options), end: '' };
  const { child, ended } = start(command, args, { ...options, stdio: ['inherit', 'pipe', 'pipe'] });
  let end = '';
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ])
    from.setEncoding('utf8').on('data', (text) => {
      to.write(text);
      end = `${end}${text}`.split('\n').slice(-keep).join('\n');
    });
  return { code: await ended, end };
}

/** As {@link run}, ending this process when the command fails. */
export async function must(command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0) process.exit(code);
}

/** Workspaces that ingest, build, check and serve: what only tests, benchmarks and deployments need is not among them. */
export const serving = ['generator', 'site'];

/**
 * Installs the locked packages, unless this lock file was installed before.
 *
 * @param workspaces those whose dependencies are enough, see {@link serving}; `null` for everything there is
 */
export async function ensureInstalled(workspaces = null) {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20)
    fail(`Node ${process.versions.node} is too old to set up the project: install Node 20 or newer`);
  const digest = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules', '.modelfolio-installed');
  const [installed, ...parts] = existsSync(stamp) ? readFileSync(stamp, 'utf8').split(' ') : [];
  const isThere = parts.length === 0 || (workspaces?.every((one) => parts.includes(one)) ?? false);
  if (installed === digest && isThere) return;
  process.stderr.write('Installing packages (once for each change of package-lock.json)…\n');
  // Install scripts stay off: only `node` needs one, to fetch the binary of Node 24 for this platform.
  const env = { ONNXRUNTIME_NODE_INSTALL: 'skip' };
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const only =
    workspaces === null
      ? []
      : ['--omit=dev', '--include-workspace-root', ...workspaces.flatMap((one) => ['--workspace', one])];
  // With a part of this lock file in place, the rest is added below.
  if (installed !== digest) {
    await must(npm, ['ci', ...only, ...quiet], { env });
    await must(npm, ['rebuild', 'node', '--loglevel=error'], { env });
  }
  // npm now runs on Node 24, and adds the optional packages that it left out as made for a newer Node than the one before.
  await must(npm, ['install', '--no-save', ...only, ...quiet], { env });
  const version = spawnSync(join(bin, 'node'), ['--version'], {
    encoding: 'utf8',
    shell: isWindows,
  }).stdout?.trim();
  if (!version?.startsWith('v24.'))
    fail(`the project's own Node did not install (found ${version || 'none'}): run npm rebuild node`);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, [digest, ...(workspaces ?? [])].join(' '));
}

/**
 * Python of a virtual environment in the folder `interop`, with the packages that a file there names.
 *
 * @param folder of the environment
 * @param requirements name of the file
 */
export async function ensurePython(folder, requirements) {
  const venv = join(root, 'interop', folder);
  const python = join(venv, 'bin', 'python');
  const list = join(root, 'interop', requirements);
  const digest = createHash('sha256').update(readFileSync(list)).digest('hex');
  const stamp = join(venv, '.modelfolio-installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return python;
  if (spawnSync('python3', ['--version']).status !== 0)
    fail(`${requirements} needs python3 (3.10 or newer) on the PATH`);
  await must('python3', ['-m', 'venv', '--without-pip', venv]);
  const code = await installPython(python, ['-r', list]);
  if (code !== 0) process.exit(code);
  writeFileSync(stamp, digest);
  return python;
}

/**
 * Installs Python packages: by uv, in seconds; by pip, in minutes, where uv cannot be had or fails, as behind an index that
 * only pip's own configuration names. Resolves to an exit code.
 *
 * @param python that they are for
 * @param args what to install, in the words that `uv pip install` and `pip install` share
 */
export async function installPython(python, args) {
  const tools = join(root, 'interop', '.venv-tools', 'bin');
  const quiet = ['--quiet', '--disable-pip-version-check'];
  if (!existsSync(join(tools, 'pip'))) await must('python3', ['-m', 'venv', dirname(tools)]);
  if (!existsSync(join(tools, 'uv')))
    await run(join(tools, 'pip'), ['install', ...quiet, '-r', join(root, 'interop/requirements-tools.txt')]);
  if (existsSync(join(tools, 'uv'))) {
    if ((await run(join(tools, 'uv'), ['pip', 'install', '--quiet', '--python', python, ...args])) === 0)
      return 0;
    process.stderr.write('uv could not install them: pip tries\n');
  }
  return run(join(tools, 'pip'), ['--python', python, 'install', ...quiet, ...args]);
}

/** Path of a Chromium for the browser tests: given, the system's, Playwright's, or installed now. */
export async function ensureChromium() {
  const find = () =>
    [
      process.env.CHROMIUM_PATH,
      '/usr/bin/chromium',
      '/usr/bin/chromium-browser',
      '/usr/bin/google-chrome',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      playwrightChromium(),
    ].find((path) => path && existsSync(path));
  let path = find();
  if (!path && process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stderr.write("Installing the distribution's Chromium for the browser tests…\n");
    await run('apt-get', ['update', '-q']);
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-noto-core'], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
    path = find();
  }
  if (!path) {
    process.stderr.write("Installing Playwright's Chromium for the browser tests…\n");
    await run(join(bin, 'playwright'), ['install', 'chromium']);
    path = find();
  }
  if (!path)
    fail('no Chromium was found and none could be installed: install one and set CHROMIUM_PATH to it');
  return path;
}

/** PostgreSQL for the tests of stores on it: the system's, or the distribution's, installed now. Without it they are skipped. */
export async function ensurePostgres() {
  const versions = '/usr/lib/postgresql';
  const isThere = () => existsSync(versions) && readdirSync(versions).length > 0;
  if (isThere()) return;
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stderr.write("Installing the distribution's PostgreSQL for the tests of stores on it…\n");
    await run('apt-get', ['update', '-q']);
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'postgresql'], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  if (!isThere())
    process.stderr.write(
      'PostgreSQL is not installed and cannot be here: tests of stores on it are skipped (apt-get install postgresql)\n',
    );
}

function playwrightChromium() {
  const script = "import('playwright-core').then((p) => console.log(p.chromium.executablePath()))";
  return spawnSync(join(bin, 'node'), ['-e', script], { cwd: root, encoding: 'utf8' }).stdout?.trim();
}
