import type { ContainerSecret, ContainerTrial } from '@modelfolio/service/testing/container-trial';

/** Port on loopback that containers are asked at: they have a network of their own, in which it is free. */
export const publishedPort = 18_080;

/**
 * The arguments of `podman run` for a container that may do no more than it has to: its file system is read-only, it has no
 * capabilities, and memory, processors and processes are bounded.
 *
 * @param secrets by their names; only the container's user can read the files
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
    // Mounted as compose mounts them: podman 4.3 cannot place its own secrets in a file system that is read-only.
    ...Object.entries(secrets).flatMap(([secret, { file, variable }]) => [
      `--volume=${file}:/run/secrets/${secret}:ro`,
      `--env=${variable}=/run/secrets/${secret}`,
    ]),
    ...Object.entries(environment).map(([variable, value]) => `--env=${variable}=${value}`),
    image,
  ];
}

const volumeName = (name: string, folder: string): string => `${name}${folder.replaceAll('/', '-')}`;
