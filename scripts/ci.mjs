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

/** What runs now, in a group of its own: npm, what it started, and what that started. */
let running;
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
])
  process.on(signal, () => {
    end(running);
    process.exit(code);
  });

function end(child) {
  try {
    if (child) process.kill(-child.pid, 'SIGTERM');
  } catch {
    // It has ended.
  }
}

function start(args, stdout) {
  process.stdout.write(`\n── npm ${args.join(' ')}\n`);
  running = spawn('npm', args, {
    cwd: root,
    detached: true,
    env: { ...process.env, CI_STAGES: stages },
    stdio: ['ignore', stdout, 'inherit'],
  });
  const child = running;
  const ended = new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => done(code ?? 1));
  });
  return { child, ended };
}

const run = (...args) => start(args, 'inherit').ended;

/** Sets up, builds and serves; ends the server again once a page was fetched from it. */
async function startServes() {
  const { child, ended } = start(['start', '--', '--port', '0'], 'pipe');
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
// Without it nothing else can run.
if ((await stage('npm start', startServes)) !== 0) process.exit(1);
const codes = [
  await run('run', 'test:interop'),
  await run('test'),
  await stage('containers', () => run('run', 'test:containers')),
];
process.exit(codes.every((code) => code === 0) ? 0 : 1);
