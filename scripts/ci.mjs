// What CI runs: the README's commands, each as a person would type it, and at the end the time that each stage took.
// Runs on any Node from 20 on, before anything is installed: only Node's own modules here.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './setup.mjs';
import { stage, tableOfStages } from './stages.mjs';

const began = Date.now();
const folder = mkdtempSync(join(tmpdir(), 'modelfolio-ci-'));
const stages = join(folder, 'stages');
writeFileSync(stages, '');
process.on('exit', () => {
  process.stdout.write(`\n${tableOfStages(stages, began, Date.now())}\n`);
  rmSync(folder, { recursive: true, force: true });
});

/** What runs now, each in a group of its own: npm, what it started, and what that started. */
const running = new Set();
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
])
  process.on(signal, () => {
    for (const child of running) end(child);
    process.exit(code);
  });

function end(child) {
  try {
    process.kill(-child.pid, 'SIGTERM');
  } catch {
    // It has ended.
  }
}

function start(args, stdout, stderr = 'inherit', env = { CI_STAGES: stages }) {
  const child = spawn('npm', args, {
    cwd: root,
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', stdout, stderr],
  });
  running.add(child);
  const ended = new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => done(code ?? 1));
  }).finally(() => running.delete(child));
  return { child, ended };
}

const announce = (args) => process.stdout.write(`\n── npm ${args.join(' ')}\n`);

function run(...args) {
  announce(args);
  return start(args, 'inherit').ended;
}

/**
 * Starts what needs nothing that runs before it, and waits for the network most of the time. What it says is kept.
 *
 * @returns waits for its end and prints what it said
 */
function runBeside(name, args) {
  let said = '';
  // The stages of what it runs come again, when everything else is there for them.
  const { child, ended } = start(args, 'pipe', 'pipe', { CI_STAGES: '' });
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
  const noted = stage(name, () => ended);
  return async () => {
    await noted;
    announce(args);
    process.stdout.write(said);
  };
}

/** Sets up, builds and serves; ends the server again once a page was fetched from it. */
async function startServes() {
  const args = ['start', '--', '--port', '0'];
  announce(args);
  const { child, ended } = start(args, 'pipe');
  const served = new Promise((found) => {
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      process.stdout.write(text);
      said += text;
      const [address] = /http:\/\/(?:localhost|127\.0\.0\.1):\d+/.exec(said) ?? [];
      if (address) found(address);
    });
  });
  const address = await Promise.race([served, ended.then(() => null)]);
  if (address === null) {
    process.stdout.write('npm start did not serve the site\n');
    return 1;
  }
  const { ok, status } = await fetch(`${address}/models/fashion-mnist/`).catch(({ message }) => ({
    status: message,
  }));
  process.stdout.write(`${address}/models/fashion-mnist/: ${status}\n`);
  end(child);
  await ended;
  return ok ? 0 : 1;
}

process.env.CI_STAGES = stages;
const served = stage('npm start', startServes);
// What fails here is tried once more by the judges themselves, which then fail.
const setUp = ['run', 'test:interop', '--', '--set-up-only'];
const tellSetUp = runBeside('packages of the judges, beside npm start', setUp);
// Without it nothing else can run.
if ((await served) !== 0) {
  for (const child of running) end(child);
  process.exit(1);
}
await tellSetUp();
const codes = [
  await run('run', 'test:interop'),
  await run('test'),
  await stage('containers', () => run('run', 'test:containers')),
];
process.exit(codes.every((code) => code === 0) ? 0 : 1);
