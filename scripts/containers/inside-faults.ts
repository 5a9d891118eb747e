import type { ContainerTrial } from '@modelfolio/service/testing/container-trial';

/** What a process in a container finds out about itself. */
export interface InsideFacts {
  readonly uid: number;
  /** Capabilities that hold, as the kernel prints them: hexadecimal. */
  readonly capabilities: string;
  readonly noNewPrivileges: boolean;
  /** Bytes of memory and number of processes that it may have; `null` where there is no bound. */
  readonly memory: number | null;
  readonly processes: number | null;
  /** Those of {@link places} that it could write to. */
  readonly writable: readonly string[];
}

/** Places that a process tries to write to, besides those of the trial. */
const places = [
  '/',
  '/app',
  '/app/node_modules',
  '/etc',
  '/usr/local/bin',
  '/var/tmp',
  '/home/node',
  '/tmp',
  '/run',
];

/**
 * A program for `node --eval` that prints {@link InsideFacts} as JSON, whichever version of control groups the machine has.
 *
 * @param further places to write to
 */
export function insideProgram(further: readonly string[]): string {
  const all = JSON.stringify([...new Set([...places, ...further])]);
  return `
    const fs = require('node:fs');
    const status = fs.readFileSync('/proc/self/status', 'utf8');
    const field = (name) => new RegExp('^' + name + ':\\\\s*(\\\\S+)', 'm').exec(status)?.[1];
    const first = (...paths) => {
      for (const path of paths) try { return Number(fs.readFileSync('/sys/fs/cgroup/' + path, 'utf8')) || null } catch {}
      return null;
    };
    const isWritable = (folder) => {
      const file = folder + '/written-by-a-test';
      try { fs.writeFileSync(file, ''); fs.rmSync(file); return true } catch { return false }
    };
    console.log(JSON.stringify({
      uid: process.getuid(),
      capabilities: field('CapEff'),
      noNewPrivileges: field('NoNewPrivs') === '1',
      memory: first('memory.max', 'memory/memory.limit_in_bytes'),
      processes: first('pids.max', 'pids/pids.max'),
      writable: ${all}.filter(isWritable),
    }));`;
}

/** What is wrong with how a container is shut in, a line each; empty where nothing is. */
export function insideFaults(
  facts: InsideFacts,
  { volumes, temporary, limits }: Pick<ContainerTrial, 'volumes' | 'temporary' | 'limits'>,
): string[] {
  const wanted = new Set([...volumes, ...temporary]);
  const writable = new Set(facts.writable);
  return [
    ...(facts.uid === 1000 ? [] : [`it runs as user ${facts.uid}, not as 1000`]),
    ...(Number.parseInt(facts.capabilities, 16) === 0 ? [] : [`it has capabilities: ${facts.capabilities}`]),
    ...(facts.noNewPrivileges ? [] : ['it may gain privileges']),
    ...(facts.memory === bytesOf(limits.memory)
      ? []
      : [`its memory is bounded to ${facts.memory}, not ${limits.memory}`]),
    ...(facts.processes === limits.processes
      ? []
      : [`its processes are bounded to ${facts.processes}, not ${limits.processes}`]),
    ...[...writable].filter((place) => !wanted.has(place)).map((place) => `it can write to ${place}`),
    ...[...wanted].filter((place) => !writable.has(place)).map((place) => `it cannot write to ${place}`),
  ];
}

/** As podman reads sizes: `512m`, `1g`. */
function bytesOf(size: string): number {
  const [, number, unit = ''] = /^(\d+)([bkmg]?)$/.exec(size) ?? [];
  return Number(number) * 1024 ** Math.max(0, 'bkmg'.indexOf(unit));
}
