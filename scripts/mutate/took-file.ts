import { join } from 'node:path';

/** Where each file of tests adds how long it took without a fault: a line of milliseconds, a tab and the file. */
export const tookFile: string = join(import.meta.dirname, 'took');
