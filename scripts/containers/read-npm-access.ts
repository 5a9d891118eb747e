import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import type { NpmAccess } from './npm-access.ts';

/** How npm reaches its registry on this machine, from npm's settings and the variables for certificates. */
export function readNpmAccess(): NpmAccess {
  const setting = (name: string): string =>
    execFileSync('npm', ['config', 'get', name, '--loglevel=error'], {
      cwd: homedir(),
      encoding: 'utf8',
    }).trim();
  const userSettings = setting('userconfig');
  const cache = setting('cache');
  const certificates = [setting('cafile'), process.env['NODE_EXTRA_CA_CERTS'], process.env['SSL_CERT_FILE']];
  return {
    registry: setting('registry'),
    userSettings: existsSync(userSettings) ? readFileSync(userSettings, 'utf8') : '',
    certificates: certificates.find((path) => path !== undefined && existsSync(path)) ?? null,
    cache: existsSync(cache) ? cache : null,
  };
}
