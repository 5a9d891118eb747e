// Starts an endless graph in a child, tells the child's id, and waits to be killed.
import { sessionPool } from '../src/node/session-pool.ts';
import { tensorOf } from '../src/tensor.ts';
import { loopingGraph } from './looping-graph.ts';

const pool = sessionPool();
const session = await pool.open(loopingGraph());
const run = session.run({ x: tensorOf('float32', [1, 2, 3], [1, 3]) });
// By then it is in the graph.
setTimeout(() => process.stdout.write(`${pool.processes[0]}\n`), 300);
await run;
