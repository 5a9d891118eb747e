import { describe, expect, it } from 'vitest';
import { provideTools, type ToolEffects } from './provide-tools.ts';

/** A machine with programs; what apt installs is there afterwards. */
function machine(
  programs: readonly string[],
  changes: Partial<ToolEffects> & { archive?: readonly string[] } = {},
) {
  const there = new Set(programs);
  const ran: string[] = [];
  const effects: ToolEffects = {
    platform: 'linux',
    isRoot: true,
    has: (program) => there.has(program),
    run: (command, args) => {
      ran.push([command, ...args].join(' '));
      if (args[0] === 'install') for (const one of changes.archive ?? []) there.add(one);
      return true;
    },
    ...changes,
  };
  return { effects, ran };
}

const all = [
  'podman',
  'runc',
  'conmon',
  'catatonit',
  'mmdebstrap',
  'iptables',
  'ip',
  'unshare',
  'nsenter',
  'python3',
];

describe('the tools of containers', () => {
  it('are used where they are', () => {
    const { effects, ran } = machine(all);
    expect(provideTools(effects)).toBeNull();
    expect(ran).toEqual(['unshare --mount --net --pid --fork --mount-proc true']);
  });

  it('are installed where they may be', () => {
    const { effects, ran } = machine(['apt-get', 'unshare', 'nsenter'], { archive: all });
    expect(provideTools(effects)).toBeNull();
    expect(ran[0]).toBe('apt-get update -q');
    expect(ran[1]).toMatch(/^apt-get install -y .* podman .* netavark aardvark-dns/);
  });

  it('are missed in one line that says why', () => {
    expect(provideTools(machine(all, { platform: 'darwin' }).effects)).toBe('they need Linux');
    expect(provideTools(machine(all, { isRoot: false }).effects)).toMatch(/^they need root/);
    expect(provideTools(machine(all.slice(1)).effects)).toBe(
      'podman cannot be found, nor apt-get to install them',
    );
    expect(provideTools(machine(['apt-get', ...all.slice(1)]).effects)).toBe('podman could not be installed');
    expect(provideTools(machine(all, { run: () => false }).effects)).toBe(
      'this machine does not allow namespaces',
    );
  });
});
