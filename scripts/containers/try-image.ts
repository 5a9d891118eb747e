import { setTimeout as sleep } from 'node:timers/promises';
import type {
  AskedContainer,
  ContainerSecret,
  ContainerTrial,
} from '@modelfolio/service/testing/container-trial';
import { Failure } from '@modelfolio/failures';
import { fetchPath, untilHealthy } from './ask-container.ts';
import type { Commands } from './commands.ts';
import { insideFaults, insideProgram, type InsideFacts } from './inside-faults.ts';
import { runArguments } from './run-arguments.ts';

/** What a trial is made with. */
export interface TrialPlace {
  readonly image: string;
  readonly secrets: Readonly<Record<string, ContainerSecret>>;
  readonly secretsFolder: string;
  readonly commands: Commands;
  readonly signal: AbortSignal;
  /** Tells what has been done. */
  readonly tell: (done: string) => void;
}

/**
 * Runs an image shut in, looks at it from inside, asks it, starts it again and ends it with a request in flight.
 *
 * @throws Failure `container` that says what it did instead
 */
export async function tryImage(trial: ContainerTrial, place: TrialPlace): Promise<void> {
  const { name } = trial;
  const { commands, signal, tell } = place;
  const { must } = commands;
  await must('podman', runArguments(trial, place));
  const healthy = (): Promise<void> => untilHealthy([name], trial, commands, signal);
  await healthy();
  tell('healthy');
  const program = insideProgram([...trial.volumes, ...trial.temporary]);
  const facts = JSON.parse(await must('podman', ['exec', name, 'node', '--eval', program])) as InsideFacts;
  const [fault] = insideFaults(facts, trial);
  if (fault !== undefined) throw new Failure('container', `${name}: ${fault}`);
  tell(`shut in: user ${facts.uid}, writes to ${facts.writable.join(', ') || 'nothing'}`);
  const container: AskedContainer = {
    fetch: fetchPath,
    secretsFolder: place.secretsFolder,
    restart: async () => {
      await must('podman', ['stop', '--time', String(trial.graceSeconds), name]);
      await must('podman', ['start', name]);
      await healthy();
    },
  };
  await trial.ask(container);
  tell('asked, and asked again after a restart');
  await endInFlight(trial, container, place);
  tell('ended by SIGTERM with a request in flight, which was answered');
}

/** Sends SIGTERM while a request is being computed. */
async function endInFlight(
  { name, graceSeconds, longRequest, isComputing }: ContainerTrial,
  container: AskedContainer,
  { commands: { must }, signal }: TrialPlace,
): Promise<void> {
  const send = await longRequest(container);
  let isAnswered = false;
  const asked = send()
    .then(async (answer) => `${answer.status} ${(await answer.text()).slice(0, 300)}`, String)
    .finally(() => (isAnswered = true));
  const end = Date.now() + 20_000;
  while (!(await isComputing(container))) {
    if (isAnswered || Date.now() > end)
      throw new Failure('container', `${name}: the long request was never seen being computed`, {
        hint: isAnswered ? `it was answered: ${await asked}` : 'it was not answered either',
      });
    await sleep(20, undefined, { signal });
  }
  const began = Date.now();
  await must('podman', ['kill', '--signal', 'TERM', name]);
  const code = await must('podman', ['wait', name], { timeout: (graceSeconds + 5) * 1000 });
  const seconds = (Date.now() - began) / 1000;
  const answer = await asked;
  if (!answer.startsWith('200 '))
    throw new Failure('container', `${name}: the request in flight was not answered with 200: ${answer}`);
  if (code !== '0' || seconds > graceSeconds)
    throw new Failure('container', `${name}: exit code ${code}, ${seconds.toFixed(1)} s after SIGTERM`, {
      hint: `expected 0 within ${graceSeconds} s`,
    });
}
