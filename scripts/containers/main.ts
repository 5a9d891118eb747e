// npm run test:containers: every container file is built, run shut in, asked and ended.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from '@modelfolio/failures';
import { ensureCompose } from './ensure-compose.ts';
import { removeControlGroups, tracesOn } from './leftovers.ts';
import { placesIn } from './places.ts';
import { containersConf, hardLimitsOf, storageConf } from './podman-configuration.ts';
import { provideTools } from './provide-tools.ts';
import { readNpmAccess } from './read-npm-access.ts';
import { runSealed } from './seal.ts';
import { takeTurn } from './take-turn.ts';

const help = `Usage: npm run test:containers -- [options]

Builds every container file of the systems on a base that is made here, runs it read-only as a user with limits, asks what
container-trial.ts beside it asks, ends it with a request in flight, and does the same with its compose file. It needs Linux
and root; podman and what it needs are installed by apt where they are missing. Where that cannot be, one line says why and
nothing is tested. Images are kept in ~/.cache/modelfolio/containers; nothing else is left behind.

  --only <text>  only container files whose path has the text
  --help         show this text
`;

const places = placesIn(process.env);

function readFlags() {
  try {
    const options = { only: { type: 'string' }, help: { type: 'boolean' } } as const;
    return parseArgs({ options, strict: true }).values;
  } catch (error) {
    process.stderr.write(
      `containers: ${(error as Error).message} (npm run test:containers -- --help lists the options)\n`,
    );
    return process.exit(2);
  }
}

/** The first Ctrl-C asks to end and clean up; one that comes seconds later does not wait for that. */
function interruptions(): { signal: AbortSignal; kill: AbortSignal } {
  const [stop, kill] = [new AbortController(), new AbortController()];
  let first = Number.NaN;
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => {
      if (stop.signal.aborted && Date.now() - first > 2000) kill.abort();
      if (stop.signal.aborted) return;
      first = Date.now();
      process.stderr.write('containers: ending; containers are being removed\n');
      stop.abort();
    });
  return { signal: stop.signal, kill: kill.signal };
}

async function main(only: string): Promise<number> {
  const { signal, kill } = interruptions();
  const reason = provideTools();
  if (reason !== null) {
    process.stdout.write(`containers: skipped: ${reason}\n`);
    return 0;
  }
  mkdirSync(places.folder, { recursive: true });
  const waiting = (id: number): void =>
    void process.stderr.write(`containers: waiting for another run, process ${id}\n`);
  const giveTurnBack = await takeTurn(places.turn, { signal, waiting }).catch((error: unknown) => {
    if (signal.aborted) return null;
    throw error;
  });
  if (giveTurnBack === null) return 130;
  const madeFolder = mkdirSync('/var/lib/containers', { recursive: true });
  // Those of a run that was killed: only empty ones can be removed.
  removeControlGroups(new Set());
  const before = tracesOn(places.folder);
  try {
    rmSync(places.temporary, { recursive: true, force: true });
    for (const folder of [places.store, places.run, places.temporary])
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    const limits = hardLimitsOf(readFileSync('/proc/self/limits', 'utf8'));
    writeFileSync(places.containersConf, containersConf(places, limits, 'runc'));
    writeFileSync(places.storageConf, storageConf(places));
    // In a file: the arguments of a process can be read by everybody, and npm's settings may hold passwords.
    const plan = join(places.temporary, 'plan.json');
    writeFileSync(
      plan,
      JSON.stringify({ only, npm: readNpmAccess(), compose: ensureCompose(places.folder) }),
      {
        mode: 0o600,
      },
    );
    const environment = {
      CONTAINERS_CONF: places.containersConf,
      CONTAINERS_STORAGE_CONF: places.storageConf,
      TMPDIR: places.temporary,
      PATH: `${join(places.folder, 'compose/bin')}:${process.env['PATH']}`,
    };
    const sealed = join(import.meta.dirname, 'sealed.ts');
    return await runSealed(sealed, [plan], { signal, kill, environment });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    process.stderr.write(`containers: ${error.message}\n`);
    return 1;
  } finally {
    rmSync(places.temporary, { recursive: true, force: true });
    removeControlGroups(before);
    if (madeFolder !== undefined) rmSync(madeFolder, { recursive: true });
    const left = [...tracesOn(places.folder)].filter((trace) => !before.has(trace));
    for (const trace of left) process.stderr.write(`containers: left behind: ${trace}\n`);
    if (left.length > 0) process.exitCode = 1;
    giveTurnBack();
  }
}

const flags = readFlags();
if (flags.help) process.stdout.write(help);
else {
  const code = await main(flags.only ?? '');
  process.exitCode ||= code;
}
