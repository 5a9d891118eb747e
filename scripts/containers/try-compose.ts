import { setTimeout as sleep } from 'node:timers/promises';
import type { ContainerTrial } from '@modelfolio/service/testing/container-trial';
import { Failure } from '@modelfolio/failures';
import { fetchPath, untilHealthy } from './ask-container.ts';
import { publishedPort } from './run-arguments.ts';
import type { TrialPlace } from './try-image.ts';

/**
 * Brings a compose file up, asks its service, and takes it down with its volumes. Variables of the file: `IMAGE`, `PORT`, and
 * for each secret the variable that the service has for it; and those that name the images of other programs.
 *
 * @param file the compose file
 * @param compose podman-compose
 * @param companions images of other programs, by the variables that name them
 * @throws Failure `container` where it cannot be brought up, answers otherwise or leaves something behind
 */
export async function tryCompose(
  trial: ContainerTrial,
  {
    file,
    compose,
    companions,
    image,
    secrets,
    secretsFolder,
    commands,
    signal,
    tell,
  }: TrialPlace & { file: string; compose: string; companions: Readonly<Record<string, string>> },
): Promise<void> {
  const { must } = commands;
  const environment = {
    IMAGE: image,
    PORT: String(publishedPort),
    ...companions,
    ...Object.fromEntries(Object.values(secrets).map(({ variable, file: path }) => [variable, path])),
  };
  const run = (...args: string[]): Promise<string> =>
    must(compose, ['--file', file, ...args], { environment });
  await run('config');
  await run('up', '--detach', '--no-build');
  const containers = async (): Promise<string[]> =>
    (await must('podman', ['ps', '--all', '--format', '{{.Names}}'])).split('\n').filter(Boolean);
  const healthy = async (): Promise<void> => {
    await untilHealthy(await containers(), trial, commands, signal);
  };
  await healthy();
  tell(`compose: up: ${(await containers()).join(', ')}`);
  await trial.ask({
    fetch: fetchPath,
    secretsFolder,
    restart: async () => {
      await run('restart');
      await sleep(500, undefined, { signal });
      await healthy();
    },
  });
  await run('down', '--volumes');
  const left = [
    ...(await containers()),
    ...(await must('podman', ['volume', 'ls', '--quiet'])).split('\n'),
    ...(await must('podman', ['network', 'ls', '--quiet', '--format', '{{.Name}}'])).split('\n'),
  ].filter((each) => each !== '' && each !== 'podman');
  if (left.length > 0) throw new Failure('container', `${file}: down leaves ${left.join(', ')}`);
  tell('compose: asked, and down: nothing is left');
}
