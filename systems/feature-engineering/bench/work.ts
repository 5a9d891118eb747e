// For bench:features, in a process of its own: node --expose-gc work.ts VERB PATH prints what it measured as JSON.
import { apart, together } from './batch-work.ts';
import { row } from './row-work.ts';
import { stream } from './stream-work.ts';

const verbs: Record<string, (path: string) => unknown> = { apart, together, row, stream };
const [verb = '', path = ''] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await verbs[verb]?.(path)));
