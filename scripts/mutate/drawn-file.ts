import { join } from 'node:path';

/** The mutants of the sample: a line with the id of each. */
export const drawnFile: string = join(import.meta.dirname, 'drawn');
