import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '@modelfolio/failures';
import type { Commands } from './commands.ts';
import { debianName, ensureDebian } from './debian-image.ts';

/** A base that can be made here: Node on a release of Debian, as the image `node:<version>-<release>-slim` is. */
export interface Base {
  readonly node: string;
  readonly release: string;
}

/** npm of the base: only builds use it. */
const npm = '11.21.2';

const containerFile = [
  'ARG DEBIAN',
  'FROM ${DEBIAN}',
  'COPY node /usr/local/bin/node',
  'COPY npm /usr/local/lib/node_modules/npm',
  'RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \\',
  '  && groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node',
  'CMD ["node"]',
  '',
].join('\n');

/** @throws Failure `container-file` for an image that is not made here */
export function baseOf(image: string): Base {
  const [, node, release] = /^node:(\d+\.\d+\.\d+)-([a-z]+)-slim$/.exec(image) ?? [];
  if (node === undefined || release === undefined)
    throw new Failure(
      'container-file',
      `ARG BASE=${image}: only node:<version>-<release>-slim can be made here`,
    );
  return { node, release };
}

/** Name of a base in podman's store: another one when anything that it is made of changes. */
export function baseName(base: Base, architecture = process.arch): string {
  const recipe = JSON.stringify([base, npm, containerFile, debianName(base.release, architecture)]);
  return `localhost/base:${base.release}-${createHash('sha256').update(recipe).digest('hex').slice(0, 12)}`;
}

/**
 * Makes the base image unless it is in the store: Debian, the project's own Node, npm, and the user `node`.
 *
 * @param folder for what it is made of; emptied afterwards
 * @param node the program, of the version that the base names
 * @returns its name
 */
export async function ensureBase(
  base: Base,
  { local, online, folder, node }: { local: Commands; online: Commands; folder: string; node: string },
): Promise<string> {
  const name = baseName(base);
  const { code } = await local.attempt('podman', ['image', 'exists', name]);
  if (code === 0) return name;
  const version = await local.must(node, ['--version']);
  if (version !== `v${base.node}`)
    throw new Failure('container-file', `ARG BASE names Node ${base.node}, and the project has ${version}`);
  const debian = await ensureDebian(base.release, { local, online, folder });
  mkdirSync(folder, { recursive: true });
  try {
    await online.must('npm', [
      'install',
      '--prefix',
      join(folder, 'tools'),
      '--no-audit',
      '--no-fund',
      `npm@${npm}`,
    ]);
    const context = join(folder, 'context');
    mkdirSync(context);
    cpSync(node, join(context, 'node'), { dereference: true });
    cpSync(join(folder, 'tools/node_modules/npm'), join(context, 'npm'), { recursive: true });
    writeFileSync(join(context, 'Containerfile'), containerFile);
    const given = ['--network', 'none', '--build-arg', `DEBIAN=${debian}`];
    await local.must('podman', ['build', '--quiet', ...given, '--tag', name, context]);
    return name;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
