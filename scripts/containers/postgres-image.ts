import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Base } from './base-image.ts';
import type { Commands } from './commands.ts';
import { debianName, ensureDebian } from './debian-image.ts';

const start = join(import.meta.dirname, 'start-postgres.sh');

const install = 'apt-get install -y -q --no-install-recommends';

const containerFile = [
  'ARG DEBIAN',
  'FROM ${DEBIAN}',
  // Its packages would set up a database of their own.
  `RUN apt-get update -q && DEBIAN_FRONTEND=noninteractive ${install} postgresql-common \\`,
  '  && echo "create_main_cluster = false" >> /etc/postgresql-common/createcluster.conf \\',
  `  && DEBIAN_FRONTEND=noninteractive ${install} postgresql && rm -r /var/lib/apt/lists /var/cache/apt \\`,
  '  && mkdir --parents /var/lib/postgresql/data',
  'COPY --chmod=755 start-postgres.sh /usr/local/bin/start-postgres.sh',
  'VOLUME /var/lib/postgresql/data',
  'EXPOSE 5432',
  'STOPSIGNAL SIGINT',
  'ENTRYPOINT ["start-postgres.sh"]',
  '',
].join('\n');

/** Name of the image in podman's store: another one when anything that it is made of changes. */
export function postgresName({ release }: Base, architecture = process.arch): string {
  const recipe = JSON.stringify([
    containerFile,
    readFileSync(start, 'utf8'),
    debianName(release, architecture),
  ]);
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
  const debian = await ensureDebian(base.release, { local, online, folder });
  mkdirSync(folder, { recursive: true });
  try {
    const context = join(folder, 'context');
    mkdirSync(context);
    copyFileSync(start, join(context, 'start-postgres.sh'));
    writeFileSync(join(context, 'Containerfile'), containerFile);
    const given = ['--format', 'docker', '--network', 'host', '--build-arg', `DEBIAN=${debian}`];
    await online.must('podman', ['build', '--quiet', ...given, '--tag', name, context]);
    return name;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
