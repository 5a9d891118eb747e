/** How npm reaches its registry on this machine: builds get it as secrets and mounts, never as part of an image. */
export interface NpmAccess {
  readonly registry: string;
  /** The user's own `.npmrc`, which may hold passwords; empty where there is none. */
  readonly userSettings: string;
  /** Bundle of certificates that connections are checked with, where the machine has one of its own. */
  readonly certificates: string | null;
  /** Folder of what npm has fetched before; builds read it and leave it as it is. */
  readonly cache: string | null;
}

/** Where a build finds them. A mount point must be in the image already, or it would become part of it. */
const cacheInside = '/mnt';
const certificatesInside = '/run/secrets/certificates';

/** The `.npmrc` of a build. What comes last holds. */
export function npmrcOf({ registry, userSettings, certificates, cache }: NpmAccess): string {
  return [
    userSettings.replaceAll(/^\s*(?:cafile|cache|prefix)\s*=.*$/gm, '').trim(),
    `registry=${registry}`,
    ...(certificates === null ? [] : [`cafile=${certificatesInside}`]),
    ...(cache === null ? [] : [`cache=${cacheInside}`]),
    'update-notifier=false',
    '',
  ].join('\n');
}

/** Passwords and tokens of an `.npmrc`: they may be nowhere in an image. */
export function secretsOf(npmrc: string): string[] {
  return [...npmrc.matchAll(/^\s*(?:\/\/\S*?:)?_?(?:auth|authToken|password)\s*=\s*"?([^"\s]+)/gim)]
    .map(([, secret = '']) => secret)
    .filter((secret) => !secret.startsWith('${'));
}

/**
 * The options of `podman build` that give a build this access.
 *
 * @param npmrc file with the text of {@link npmrcOf}
 */
export function buildOptions({ certificates, cache }: NpmAccess, npmrc: string): string[] {
  return [
    '--secret',
    `id=npmrc,src=${npmrc}`,
    ...(certificates === null ? [] : ['--secret', `id=certificates,src=${certificates}`]),
    // O: what the build adds is thrown away.
    ...(cache === null ? [] : ['--volume', `${cache}:${cacheInside}:O`]),
  ];
}
