import { setTimeout as sleep } from 'node:timers/promises';
import type { ContainerTrial } from '@modelfolio/service/testing/container-trial';
import { Failure } from '@modelfolio/failures';
import type { Commands } from './commands.ts';
import { publishedPort } from './run-arguments.ts';

/** Seconds that a container may take until it is healthy: the machine may be busy with other things. */
const patienceSeconds = 90;

/** Asks a path of the container that runs. */
export const fetchPath = (path: string, init?: RequestInit): Promise<Response> =>
  fetch(`http://127.0.0.1:${publishedPort}${path}`, init);

/**
 * Waits until the health checks of containers succeed and the service says that it is ready. Nobody runs the checks without
 * systemd: this does.
 *
 * @throws Failure `container` with the end of their logs
 */
export async function untilHealthy(
  containers: readonly string[],
  { ready }: Pick<ContainerTrial, 'ready'>,
  { attempt }: Commands,
  signal: AbortSignal,
): Promise<void> {
  const end = Date.now() + patienceSeconds * 1000;
  let seen = '';
  do {
    const fault = await faultOf(containers, attempt);
    if (fault === null) {
      const status = await fetchPath(ready).then((answer) => answer.status, String);
      if (status === 200) return;
      seen = `${containers.join(', ')}: healthy, and ${ready} answered ${status}`;
    } else seen = `${fault.container}: ${fault.state}`;
    if (fault?.state === 'it ended') break;
    await sleep(250, undefined, { signal });
  } while (Date.now() < end);
  const logs = [];
  for (const each of containers) {
    const { stdout, stderr } = await attempt('podman', ['logs', '--tail', '20', each]);
    logs.push(`${each}: ${stdout}${stderr}`);
  }
  throw new Failure('container', `${seen}: ${logs.join('\n')}`);
}

/** The first container that is not healthy, and what it is; `null` where all are. */
async function faultOf(
  containers: readonly string[],
  attempt: Commands['attempt'],
): Promise<{ container: string; state: 'it ended' | 'it is not healthy' } | null> {
  for (const container of containers) {
    const { code } = await attempt('podman', ['healthcheck', 'run', container]);
    if (code === 0) continue;
    const { stdout } = await attempt('podman', ['inspect', '--format', '{{.State.Status}}', container]);
    return { container, state: stdout.trim() === 'exited' ? 'it ended' : 'it is not healthy' };
  }
  return null;
}
