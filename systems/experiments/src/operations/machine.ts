import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { sourcePattern } from '../checks/source-pattern.ts';

/** What operations ask of the machine that the server runs on. */
export interface Machine {
  /** The folder against which relative places are resolved. */
  readonly workingDirectory: string;
  /** Schemes of addresses that may name any host, allowed by whoever runs the server. */
  readonly allowedSchemes: readonly string[];
  /** Whether model versions may have such a source, as far as whoever runs the server has said what it has to look like. */
  takesSource(source: string): boolean;
  /** A path as it really is: absolute, without `..`, its links followed as far as it exists. */
  realPath(path: string): string;
}

/** The machine that this runs on; schemes and sources are allowed as with MLflow's server, by variables of the environment. */
export function thisMachine(environment: Readonly<NodeJS.ProcessEnv> = process.env): Machine {
  let pattern: RegExp | null | undefined;
  const schemes = environment['MLFLOW_ALLOWED_HOST_ADDRESSED_ARTIFACT_SCHEMES'] ?? '';
  return {
    workingDirectory: process.cwd(),
    allowedSchemes: schemes.split(',').map((scheme) => scheme.trim().toLowerCase()),
    takesSource: (source) => (pattern ??= sourcePattern(environment))?.test(source) ?? true,
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
