import { openGate, type Gate } from '@modelfolio/redaction/gate';
import { readSiteConfig } from '@modelfolio/project/site-config-file';
import { Failure } from '@modelfolio/failures';
import type { Project } from '../effects.ts';

/**
 * The gate of a project: what may stay is said in its configuration. One that cannot be read lets nothing stay, and is found
 * by `check`.
 */
export async function openProjectGate(project: Project): Promise<Gate> {
  const redaction = await readSiteConfig(project).then(
    (config) => config.redaction,
    (error: unknown) => {
      if (!(error instanceof Failure)) throw error;
      return undefined;
    },
  );
  return openGate(redaction);
}
