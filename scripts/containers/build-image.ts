import { join } from 'node:path';
import type { Commands } from './commands.ts';
import type { ContainerFile } from './container-files.ts';
import { buildOptions, type NpmAccess } from './npm-access.ts';

/**
 * Builds a container file on a base that was made here, from the root of the repository.
 *
 * @param online commands that see the machine's network: builds install packages
 * @param npmrc file with npm's settings
 * @returns the name of the image
 */
export async function buildImage(
  { path }: ContainerFile,
  {
    name,
    base,
    root,
    npm,
    npmrc,
    online,
  }: {
    name: string;
    base: string;
    root: string;
    npm: NpmAccess;
    npmrc: string;
    online: Commands;
  },
): Promise<string> {
  const image = `localhost/${name}`;
  // The format of Docker: OCI's has no health check.
  const options = ['--format', 'docker', '--layers', '--network', 'host', '--pull=never'];
  await online.must('podman', [
    'build',
    ...options,
    ...buildOptions(npm, npmrc),
    '--build-arg',
    `BASE=${base}`,
    '--ignorefile',
    join(root, `${path}.dockerignore`),
    '--file',
    join(root, path),
    '--tag',
    image,
    root,
  ]);
  return image;
}
