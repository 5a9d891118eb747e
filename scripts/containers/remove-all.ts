import { commandsUntil } from './commands.ts';

/** Removes every container, volume and network of podman's store; images stay, for the next run. */
export async function removeAll(): Promise<void> {
  const { attempt } = commandsUntil(null);
  const podman = async (...args: string[]): Promise<string[]> => {
    const { stdout } = await attempt('podman', args, { timeout: 60_000 });
    return stdout.split('\n').filter((line) => line !== '');
  };
  // Those of builds that were interrupted too.
  const containers = await podman('ps', '--all', '--external', '--quiet');
  if (containers.length > 0) await podman('rm', '--force', '--time', '2', ...containers);
  await podman('volume', 'prune', '--force');
  await podman('network', 'prune', '--force');
}
