import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** PostgreSQL's own programs, the newest that is installed; `null` where there are none. */
function programs(): string | null {
  const versions = '/usr/lib/postgresql';
  if (!existsSync(versions)) return null;
  const [newest] = readdirSync(versions).toSorted((one, other) => Number(other) - Number(one));
  return newest === undefined ? null : join(versions, newest, 'bin');
}

/** A PostgreSQL server of a test's own, on loopback. */
export interface PostgresServer {
  /** A new empty database. */
  newDatabase(): Promise<string>;
  /** Of the process that has started all others. */
  readonly process: number;
  stop(): void;
}

/** Whether tests can have a server; says so where they cannot. */
export function hasPostgres(): boolean {
  if (programs() !== null) return true;
  process.stderr.write(
    'PostgreSQL is not installed: tests of stores on it are skipped (apt-get install postgresql)\n',
  );
  return false;
}

/** @param keeps whether what is committed outlives a fall of the machine: tests do without, and are faster */
export async function startPostgres({ keeps = false } = {}): Promise<PostgresServer> {
  const bin = programs();
  if (bin === null) throw new Error('PostgreSQL is not installed');
  const home = mkdtempSync(join(tmpdir(), 'postgres-'));
  chmodSync(home, 0o755);
  const password = randomBytes(16).toString('hex');
  writeFileSync(join(home, 'password'), password);
  // Root may not run it.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) execFileSync('chown', ['-R', 'postgres', home]);
  const run = (program: string, args: readonly string[]): void => {
    const command = [join(bin, program), ...args];
    const [file = '', ...rest] = isRoot ? ['runuser', '-u', 'postgres', '--', ...command] : command;
    execFileSync(file, rest, { cwd: home, stdio: 'ignore' });
  };
  const data = join(home, 'data');
  run('initdb', [
    '-D',
    data,
    '-A',
    'scram-sha-256',
    `--pwfile=${home}/password`,
    '-U',
    'app',
    '--locale=C.UTF-8',
    '-E',
    'UTF8',
  ]);
  const port = await freePort();
  const options = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories=${home} -c fsync=${keeps ? 'on' : 'off'}`;
  run('pg_ctl', ['-D', data, '-w', '-t', '60', '-l', join(home, 'log'), '-o', options, 'start']);
  const url = (database: string): string => `postgresql://app:${password}@127.0.0.1:${port}/${database}`;
  let made = 0;
  return {
    newDatabase: async () => {
      const name = `store_${++made}`;
      const client = new pg.Client({ connectionString: url('postgres') });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return url(name);
    },
    process: Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]),
    stop: () => {
      run('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop']);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
