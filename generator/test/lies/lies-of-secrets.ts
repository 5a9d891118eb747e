import { plantedSecrets } from '@modelfolio/redaction/testing/planted-secrets';
import { cardOf, classifier, recordOf, regressor, type Lie } from './lie.ts';

const yaml = recordOf(classifier, 'card.yaml');
const run = recordOf(classifier, 'runs/cff85086787145a699a8fe63caf29aad.json');
const found: Lie['foundBy'] = ['secret-published'];

/** A secret of a kind, which opens nothing. */
export function secret(kind: string): string {
  const plant = plantedSecrets[kind];
  if (plant === undefined) throw new Error(`no kind of secret is named ${kind}`);
  return plant('3fa94c0d17be62a8').text;
}

const token = secret('GitHub token');

/** What must not be published, put where nobody takes it out: past the commands that would. */
export const liesOfSecrets: readonly Lie[] = [
  {
    lie: 'a token typed into the summary',
    plant: ({ edit }) => edit(yaml, /^summary: .*/m, `summary: Names penguins, with ${token}.`),
    foundBy: found,
  },
  {
    lie: 'a token in a param of a run, sealed again',
    plant: ({ forge }) => forge(run, ({ params }) => (params.hub = token)),
    foundBy: found,
  },
  {
    lie: 'a password in the command of a run, sealed again',
    plant: ({ forge }) => forge(run, ({ source }) => (source.command = secret('flag with an equals sign'))),
    foundBy: found,
  },
  {
    lie: 'a password that only its name tells, in a tag of a run, sealed again',
    plant: ({ forge }) => forge(run, ({ tags }) => (tags['db_password'] = 'correct horse 7')),
    foundBy: found,
  },
  {
    lie: 'a person’s folder in a run, sealed again',
    plant: ({ forge }) => forge(run, ({ origin }) => (origin.location = secret('home on Linux'))),
    foundBy: found,
  },
  {
    lie: 'a private host in a run that waits',
    plant({ copy, forge }) {
      copy(run, 'runs/penguins/waiting.json');
      forge('runs/penguins/waiting.json', (record) => {
        record.id = 'waiting';
        record.source.repository = secret('a host of a cluster');
      });
    },
    foundBy: found,
  },
  {
    lie: 'a key typed into a section',
    plant: ({ edit }) =>
      edit(yaml, /^ {2}factors: \|-\n/m, `  factors: |-\n    Fetched with ${secret('AWS key id')}.\n\n`),
    foundBy: found,
  },
  {
    lie: 'a token in a card, sealed again',
    plant: ({ forge }) => forge(cardOf(classifier), (card) => (card.contact = token)),
    foundBy: found,
  },
  {
    lie: 'a token in a kept card of an earlier version, sealed again',
    plant: ({ forge }) =>
      forge(`content/versions/${regressor}/0.9.0.json`, (card) => (card.summary += ` ${token}`)),
    foundBy: found,
  },
  {
    lie: 'an address with a password in a report, sealed again',
    plant: ({ forge }) =>
      forge('content/reports/train-benchmark.json', (report) => {
        report.command = `npm run bench -- ${secret('password in an address')}`;
      }),
    foundBy: found,
  },
  {
    lie: 'a token on a page',
    plant: ({ edit }) => edit('content/notes/one.mdx', /$/, `\n\nUse \`${token}\`.\n`),
    foundBy: found,
  },
  {
    lie: 'a private key among the files that are published as they are',
    plant: ({ write }) => write('public/keys/deploy.pem', `${secret('private key')}\n`),
    foundBy: found,
  },
  {
    lie: 'a token in the configuration of the site',
    plant: ({ edit }) => edit('modelfolio.config.yaml', /^/, `footer: ${token}\n`),
    foundBy: found,
  },
  {
    lie: 'a person’s folder in the bytes of a model',
    plant({ read, write }) {
      const path = recordOf(regressor, 'model.onnx');
      const told = '/home/turing/export.py';
      // Field 6 of a model in ONNX is its documentation string; the last one counts.
      write(
        path,
        Buffer.concat([
          Buffer.from(read(path), 'latin1'),
          Buffer.from([0x32, told.length]),
          Buffer.from(told),
        ]),
      );
    },
    foundBy: [...found, 'input-changed'],
  },
];
