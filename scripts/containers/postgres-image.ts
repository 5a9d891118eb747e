import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { leftOut, type Base } from './base-image.ts';
import type { Commands } from './commands.ts';

const start = join(import.meta.dirname, 'start-postgres.sh');

const containerFile = [
  'FROM localhost/debian-postgres',
  'COPY --chmod=755 start-postgres.sh /usr/local/bin/start-postgres.sh',
  'VOLUME /var/lib/postgresql/data',
  'EXPOSE 5432',
  'STOPSIGNAL SIGINT',
  'ENTRYPOINT ["start-postgres.sh"]',
  '',
].join('\n');

/** Name of the image in podman's store: another one when anything that it is made of changes. */
export function postgresName({ release }: Base, architecture = process.arch): string {
  const recipe = JSON.stringify([release, architecture, containerFile, readFileSync(start, 'utf8'), leftOut]);
  return `localhost/postgres:${release}-${createHash('sha256').update(recipe).digest('hex').slice(0, 12)}`;
}

/**
 * Makes an image of PostgreSQL unless it is in the store: the one of Debian, set up by the variables that the official image
 * `postgres` has for its user, password and database.
 *
 * @param folder for what it is made of; emptied afterwards
 * @returns its name
 */
export async function ensurePostgres(
  base: Base,
  { local, online, folder }: { local: Commands; online: Commands; folder: string },
): Promise<string> {
  const name = postgresName(base);
  const { code } = await local.attempt('podman', ['image', 'exists', name]);
  if (code === 0) return name;
  mkdirSync(folder, { recursive: true });
  try {
    const debian = join(folder, 'debian.tar');
    const without = leftOut.map((path) => `--dpkgopt=path-exclude=${path}`);
    const what = ['--variant=minbase', '--mode=root', '--include=postgresql', ...without];
    await online.must('mmdebstrap', [...what, base.release, debian]);
    await local.must('podman', ['import', '--quiet', debian, 'localhost/debian-postgres']);
    rmSync(debian);
    const context = join(folder, 'context');
    mkdirSync(context);
    copyFileSync(start, join(context, 'start-postgres.sh'));
    writeFileSync(join(context, 'Containerfile'), containerFile);
    await local.must('podman', [
      'build',
      '--quiet',
      '--format',
      'docker',
      '--network',
      'none',
      '--tag',
      name,
      context,
    ]);
    await local.must('podman', ['untag', 'localhost/debian-postgres']);
    return name;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
