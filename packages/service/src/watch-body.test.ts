import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { watchBody } from './watch-body.ts';

it('leaves nothing behind on a connection that is kept for further requests', async () => {
  const listeners: number[] = [];
  const server = createServer(async (incoming, outgoing) => {
    watchBody(incoming, 30, () => {});
    listeners.push(incoming.socket.listenerCount('close'));
    for await (const _ of incoming);
    outgoing.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => {
    agent.destroy();
    server.close();
  });
  for (let time = 0; time < 5; time++) {
    const { port } = server.address() as AddressInfo;
    const sent = request({ agent, port, host: '127.0.0.1', method: 'PUT' });
    sent.end('some');
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    for await (const _ of answer);
  }
  expect(new Set(listeners).size).toBe(1);
});
