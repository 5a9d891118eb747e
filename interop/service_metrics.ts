// Prints what a service's /metrics answers after a few requests, and what it has to say, as JSON.
import { createLanes } from '@modelfolio/service/lanes';
import { createMetrics } from '@modelfolio/service/metrics';

const metrics = createMetrics();
const lanes = createLanes({
  cheap: { concurrent: 4, seconds: 5 },
  dear: { concurrent: 1, queue: 1, seconds: 5 },
});
metrics.watchLanes(lanes.gates);
metrics.watchLog(() => 7);
const times = [0.004, 0.02, 0.3, 40];
for (const seconds of times)
  metrics.answered({ method: 'POST', route: '/v1/models/{id}/predict', status: 200 }, seconds);
// What has to be escaped in a label.
metrics.answered({ method: 'GET', route: '/a"b\\c\nd', status: 404 }, 0.1);
metrics.refused('request-too-slow');
const client = new AbortController();
const dear = () => lanes.gates.dear.pass(client.signal, () => new Promise<void>(() => {}));
const asked = [dear(), dear(), dear()];
await asked[2]?.catch(() => {});
process.stdout.write(`${JSON.stringify({ text: await metrics.text(), times })}\n`);
client.abort();
await Promise.allSettled(asked);
