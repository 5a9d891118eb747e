import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';

/** What operations ask of the machine that the server runs on. */
export interface Machine {
  /** The folder against which relative places are resolved. */
  readonly workingDirectory: string;
  /** Schemes of addresses that may name any host, allowed by whoever runs the server. */
  readonly allowedSchemes: readonly string[];
  /** A path as it really is: absolute, without `..`, its links followed as far as it exists. */
  realPath(path: string): string;
}

/** The machine that this runs on; schemes are allowed as with MLflow's server, by a variable of the environment. */
export function thisMachine(environment: Readonly<NodeJS.ProcessEnv> = process.env): Machine {
  const schemes = environment['MLFLOW_ALLOWED_HOST_ADDRESSED_ARTIFACT_SCHEMES'] ?? '';
  return {
    workingDirectory: process.cwd(),
    allowedSchemes: schemes.split(',').map((scheme) => scheme.trim().toLowerCase()),
    realPath,
  };
}

function realPath(path: string): string {
  let found = resolve('/');
  // Part by part: a link before `..` counts, as for the file system.
  for (const part of (isAbsolute(path) ? path : `${process.cwd()}/${path}`).split('/')) {
    if (part === '' || part === '.') continue;
    const next = part === '..' ? dirname(found) : join(found, part);
    try {
      found = realpathSync(next);
    } catch {
      found = next;
    }
  }
  return found;
}
