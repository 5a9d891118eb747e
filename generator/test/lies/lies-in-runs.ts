import { classifier, recordOf, type Lie, type AnyRecord } from './lie.ts';

const list = recordOf(classifier, 'runs.sha256');
const chosen = recordOf(classifier, 'runs/cff85086787145a699a8fe63caf29aad.json');
const rival = recordOf(classifier, 'runs/5378de31dc86437ab4ee6ca50c3d7e0b.json');
const madeUp = recordOf(classifier, 'runs/best.json');

/** Changed, and the card made of it again. */
const changed = (lie: string, how: (run: AnyRecord) => void): Lie => ({
  lie,
  async plant({ change, modelfolio }) {
    change(chosen, how);
    await modelfolio(['build', classifier]);
  },
  foundBy: ['record-edited'],
});

/** Runs. */
export const liesInRuns: readonly Lie[] = [
  changed('a metric of a run', ({ metrics }) => (Object.values<AnyRecord>(metrics)[0].value = 0.9999)),
  changed('a parameter of a run', ({ params }) => (params.C = '1000')),
  changed('the commit of a run', ({ source }) => (source.commit = 'f'.repeat(40))),
  changed('the command of a run', ({ source }) => (source.command = 'python honest.py')),
  changed(
    'the data of a run',
    ({ datasets }) => (datasets[0] = { ...datasets[0], name: 'ten thousand birds' }),
  ),
  changed('the day of a run', (run) => (run.startTime = '2030-01-01T00:00:00.000Z')),
  changed('a run that failed', (run) => (run.status = run.status === 'failed' ? 'finished' : 'failed')),
  {
    lie: 'a run that was better than the chosen one removed',
    async plant({ remove, modelfolio }) {
      remove(rival);
      await modelfolio(['build', classifier]);
    },
    foundBy: ['run-removed'],
  },
  {
    lie: 'a run made up',
    async plant({ copy, change, modelfolio }) {
      copy(rival, madeUp);
      change(madeUp, (run) => Object.assign(run, { id: 'best', name: 'best', seal: undefined }));
      await modelfolio(['build', classifier]);
    },
    foundBy: ['run-unlisted', 'record-unsealed'],
  },
  {
    lie: 'a run made up and sealed',
    async plant({ copy, forge, modelfolio }) {
      copy(rival, madeUp);
      forge(madeUp, (run) => Object.assign(run, { id: 'best', name: 'best' }));
      await modelfolio(['build', classifier]);
    },
    foundBy: ['run-unlisted'],
  },
  {
    lie: 'a run changed and sealed again',
    async plant({ forge, modelfolio }) {
      forge(chosen, ({ params }) => (params.C = '1000'));
      await modelfolio(['build', classifier]);
    },
    foundBy: ['record-edited'],
  },
  {
    lie: 'the list of runs taken away',
    plant: ({ remove }) => remove(list),
    foundBy: ['run-list-missing'],
  },
  {
    lie: 'another candidate’s run named in card.yaml',
    plant: ({ edit }) =>
      edit(recordOf(classifier, 'card.yaml'), /^run: .*/m, 'run: 5378de31dc86437ab4ee6ca50c3d7e0b'),
    foundBy: ['manifest-stale', 'input-changed'],
  },
  {
    lie: 'another candidate’s run named in the manifest',
    plant: ({ forge }) =>
      forge(
        recordOf(classifier, 'manifest.json'),
        (record) => (record.run = '5378de31dc86437ab4ee6ca50c3d7e0b'),
      ),
    foundBy: ['manifest-stale'],
  },
  {
    lie: 'a run that is not there named in card.yaml',
    plant: ({ edit }) => edit(recordOf(classifier, 'card.yaml'), /^run: .*/m, 'run: ghost'),
    foundBy: ['run-missing'],
  },
];
