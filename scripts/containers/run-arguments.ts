import type { ContainerSecret, ContainerTrial } from '@modelfolio/service/testing/container-trial';

/** Port on loopback that containers are asked at: they have a network of their own, in which it is free. */
export const publishedPort = 18_080;

/**
 * The arguments of `podman run` for a container that may do no more than it has to: its file system is read-only, it has no
 * capabilities, and memory, processors and processes are bounded.
 *
 * @param secrets by their names in podman's store
 */
export function runArguments(
  { name, port, environment, volumes, temporary, limits }: ContainerTrial,
  { image, secrets }: { image: string; secrets: Readonly<Record<string, ContainerSecret>> },
): string[] {
  return [
    'run',
    '--detach',
    '--name',
    name,
    '--read-only',
    // What is writable is said, not given.
    '--read-only-tmpfs=false',
    '--cap-drop=all',
    '--security-opt=no-new-privileges',
    `--memory=${limits.memory}`,
    `--cpus=${limits.cpus}`,
    `--pids-limit=${limits.processes}`,
    `--publish=127.0.0.1:${publishedPort}:${port}`,
    ...volumes.map((folder) => `--volume=${volumeName(name, folder)}:${folder}`),
    ...temporary.map((folder) => `--tmpfs=${folder}:rw,nosuid,nodev,noexec,size=64m`),
    ...Object.entries(secrets).flatMap(([secret, { variable }]) => [
      `--secret=${secret},uid=1000,gid=1000,mode=0400`,
      `--env=${variable}=/run/secrets/${secret}`,
    ]),
    ...Object.entries(environment).map(([variable, value]) => `--env=${variable}=${value}`),
    image,
  ];
}

const volumeName = (name: string, folder: string): string => `${name}${folder.replaceAll('/', '-')}`;
