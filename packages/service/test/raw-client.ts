import { once } from 'node:events';
import { connect } from 'node:net';

/** A client that sends what it likes, byte by byte. */
export interface RawClient {
  send(words: string): void;
  /** All that was answered, when the server has ended the connection. Rejects where the connection was reset. */
  readonly answer: Promise<string>;
  /** What was answered so far. */
  readonly soFar: () => string;
  /** Resolves when something was answered that contains this. */
  answered(words: string): Promise<void>;
  /** Reads nothing any more. */
  pause(): void;
  /** Sends the end of what it has to say. */
  end(): void;
}

/** Connects to an address such as `http://127.0.0.1:8080`. */
export async function rawClient(address: string): Promise<RawClient> {
  const { hostname, port } = new URL(address);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true, allowHalfOpen: true });
  let said = '';
  socket.setEncoding('utf8').on('data', (words: string) => (said += words));
  const answer = new Promise<string>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('end', () => {
      socket.end();
      resolve(said);
    });
  });
  answer.catch(() => {});
  await once(socket, 'connect');
  return {
    answer,
    soFar: () => said,
    send: (words) => void socket.write(words),
    pause: () => void socket.pause(),
    end: () => void socket.end(),
    answered: async (words) => {
      while (!said.includes(words)) await once(socket, 'data');
    },
  };
}

/** Status, headers in lower case and JSON of the one answer in what a {@link RawClient} was sent. */
export function parsedAnswer(said: string): {
  status: number;
  headers: Record<string, string>;
  json: Record<string, unknown> | null;
} {
  const [head = '', body = ''] = said.split('\r\n\r\n', 2);
  const [line = '', ...rest] = head.split('\r\n');
  const headers = rest.map((each) => {
    const [name = '', ...value] = each.split(': ');
    return [name.toLowerCase(), value.join(': ')] as const;
  });
  return {
    status: Number(line.split(' ')[1]),
    headers: Object.fromEntries(headers),
    json: body.startsWith('{') ? (JSON.parse(body) as Record<string, unknown>) : null,
  };
}
