// npm run test:interop: the Python judges, in a virtual environment of their own. Flags are pytest's, such as `-k fairness`; but
// `-- --set-up-only` installs what they need, and needs nothing of npm's for that.
import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, ensurePython, installPython, root, run } from './setup.mjs';
import { stage } from './stages.mjs';

const given = process.argv.slice(2);
let python;

async function setUpPython() {
  python = await ensurePython('.venv', 'requirements.txt');
  // Judges that need an older numpy than the others: they run in an environment of their own.
  await ensurePython('.venv-peers', 'requirements-peers.txt');
  await offerTorch();
  await offerCaptum();
  await offerFastTrackML();
}

if (given.includes('--set-up-only')) {
  await setUpPython();
  process.exit(0);
}
await stage('set-up of the judges', async () => {
  await ensureInstalled();
  await setUpPython();
  return 0;
});
// Judges of one file share what they load; `-n 0` keeps all in one process.
const workers = ['-n', String(Math.min(availableParallelism(), 4)), '--dist', 'loadfile'];
// Without it ONNX Runtime reports its use to Microsoft.
process.env.ORT_DISABLE_TELEMETRY = '1';
// Our side of a comparison is a small program, started some four hundred times: it is compiled once.
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules/.cache/compiled');
// Judges bring plugins for tests of other kinds, which take a second of each process.
process.env.PYTEST_DISABLE_PLUGIN_AUTOLOAD = '1';
const pytest = [
  '-m',
  'pytest',
  '-p',
  'xdist',
  '-q',
  'interop',
  '--durations=25',
  '--durations-min=2',
  ...workers,
];
process.exit(await stage('judges', () => run(python, [...pytest, ...given])));

/**
 * PyTorch from PyPI brings gigabytes for graphics cards; Debian's is built for the CPU and small. It is asked for where
 * it can be had; without it those tests say that they were skipped.
 */
async function offerTorch() {
  const distribution = '/usr/bin/python3';
  const hasTorch = () => spawnSync(distribution, ['-c', 'import torch']).status === 0;
  const installable = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && existsSync(distribution);
  if (!hasTorch() && installable) {
    process.stderr.write("Installing the distribution's PyTorch for the interop tests…\n");
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-q'], { env });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'python3-torch'], { env });
  }
  if (hasTorch()) process.env.TORCH_PYTHON = distribution;
  else process.stderr.write('No PyTorch was found: its tests are skipped\n');
}

/** captum beside that PyTorch, in a folder of its own: from PyPI it would ask for another one. */
async function offerCaptum() {
  const torch = process.env.TORCH_PYTHON;
  if (!torch) return;
  const folder = join(root, 'interop/.captum');
  if (!existsSync(join(folder, 'captum'))) {
    const list = join(root, 'interop/requirements-captum.txt');
    await installPython(torch, ['--no-deps', '--target', folder, '-r', list]);
  }
  if (existsSync(join(folder, 'captum'))) process.env.CAPTUM_PATH = folder;
  else process.stderr.write('captum could not be installed: its tests are skipped\n');
}

/** FastTrackML's server, in a folder of its own: its package asks for an older MLflow than the one that judges. */
async function offerFastTrackML() {
  const folder = join(root, 'interop/.fasttrackml');
  const program = join(folder, 'bin/fml');
  if (!existsSync(program)) {
    const list = join(root, 'interop/requirements-fasttrackml.txt');
    await installPython(python, ['--no-deps', '--target', folder, '-r', list]);
  }
  if (existsSync(program)) process.env.FASTTRACKML_PROGRAM = program;
  else process.stderr.write('FastTrackML could not be installed: its opinion is skipped\n');
}
