// Asks a service for cheap and for dear work until it is ended: sixteen clients each. Beside the benchmark, whose own event
// loop measures, and with the lowest priority: it is not what is measured. Prints how many answers were no 200.
import { setPriority } from 'node:os';
import autocannon from 'autocannon';

setPriority(19);
const [address = '', seconds = ''] = process.argv.slice(2);
const ask = (path: string) =>
  autocannon({ url: `${address}${path}`, connections: 16, duration: Number(seconds), timeout: 60 });
const found = await Promise.all([ask('/cheap/1'), ask('/dear')]);
process.stdout.write(
  `${JSON.stringify({
    answered: found.map(({ requests }) => requests.total),
    failed: found.map(({ non2xx, errors }) => non2xx + errors),
  })}\n`,
);
