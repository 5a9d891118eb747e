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
 * Waits until a container's own health check succeeds and it says that it is ready. Nobody runs the check without systemd:
 * this does.
 *
 * @throws Failure `container` with the end of its log
 */
export async function untilHealthy(
  container: string,
  { ready }: Pick<ContainerTrial, 'ready'>,
  { attempt }: Commands,
  signal: AbortSignal,
): Promise<void> {
  const end = Date.now() + patienceSeconds * 1000;
  let seen = 'it was never healthy';
  while (Date.now() < end) {
    const { code } = await attempt('podman', ['healthcheck', 'run', container]);
    if (code === 0) {
      const status = await fetchPath(ready).then((answer) => answer.status, String);
      if (status === 200) return;
      seen = `it was healthy, and ${ready} answered ${status}`;
    }
    const state = await attempt('podman', ['inspect', '--format', '{{.State.Status}}', container]);
    if (state.stdout.trim() === 'exited') {
      seen = 'it ended';
      break;
    }
    await sleep(250, undefined, { signal });
  }
  const { stdout, stderr } = await attempt('podman', ['logs', '--tail', '20', container]);
  throw new Failure('container', `${container}: ${seen}: ${stdout}${stderr}`);
}
