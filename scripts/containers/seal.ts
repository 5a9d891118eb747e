import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { machineNetwork } from './commands.ts';

/**
 * Runs a module of Node in namespaces of its own: processes, mounts and network. When it ends, however it ends, the kernel
 * ends every process that it started and takes down its mounts, bridges and firewall rules; the machine's are never
 * touched. It finds the machine's network open at descriptor {@link machineNetwork}, for downloads.
 *
 * @param signal asks it to end, by the end of its standard input: a signal would not pass through `unshare`
 * @param kill aborted when it is not to be waited for any longer
 * @returns its exit code
 */
export async function runSealed(
  module: string,
  args: readonly string[],
  {
    signal,
    kill,
    environment,
  }: { signal: AbortSignal; kill: AbortSignal; environment: Record<string, string> },
): Promise<number> {
  const network = openSync('/proc/self/ns/net', 'r');
  const stdio: ('pipe' | 'inherit' | number)[] = ['pipe', 'inherit', 'inherit'];
  stdio[machineNetwork] = network;
  const namespaces = ['--mount', '--net', '--pid', '--fork', '--mount-proc', '--kill-child'];
  // catatonit collects the processes that podman leaves to the first one.
  const child = spawn('unshare', [...namespaces, 'catatonit', '--', process.execPath, module, ...args], {
    stdio,
    env: { ...process.env, ...environment },
    killSignal: 'SIGKILL',
    signal: kill,
  });
  closeSync(network);
  child.on('error', () => {});
  const end = (): void => void child.stdin?.end();
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  const [code] = (await once(child, 'close')) as [number | null];
  return code ?? 1;
}
