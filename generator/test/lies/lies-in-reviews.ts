import { cardOf, classifier, recordOf, regressor, type Lie, type Liar } from './lie.ts';

const file = `content/reviews/${classifier}.json`;
const approve = ({ modelfolio }: Liar): Promise<void> =>
  modelfolio([
    'review',
    classifier,
    '--reviewer',
    'Ada <ada@example.org>',
    '--scope',
    'teaching',
    '--expires',
    '2999-01-01',
  ]);

const after = (
  lie: string,
  then: (liar: Liar) => void | Promise<void>,
  foundBy: Lie['foundBy'],
  check: Lie['check'] = {},
): Lie => ({
  lie,
  async plant(liar) {
    await approve(liar);
    await then(liar);
  },
  foundBy,
  check,
});

/** Signed by the owner before the lie: what is sealed again is found by the signature alone. */
const signed = (lie: string, then: (liar: Liar) => void | Promise<void>, foundBy: Lie['foundBy']): Lie => ({
  lie,
  async plant(liar) {
    await approve(liar);
    await liar.sign();
    await then(liar);
  },
  foundBy,
  check: { signers: 'signers' },
});

/** Approvals, and records that are signed. */
export const liesInReviews: readonly Lie[] = [
  after(
    'another reviewer’s name',
    ({ change }) => change(file, ({ approvals }) => (approvals[0].reviewer.name = 'Grace')),
    ['record-edited'],
  ),
  after(
    'an approval without an end',
    ({ change }) => change(file, ({ approvals }) => (approvals[0].expires = null)),
    ['record-edited'],
  ),
  after(
    'a wider scope',
    ({ change }) => change(file, ({ approvals }) => (approvals[0].scope = 'hospitals')),
    ['record-edited'],
  ),
  after(
    'a card changed after it was approved',
    async ({ edit, modelfolio }) => {
      edit(recordOf(classifier, 'card.yaml'), /^summary: .*/m, 'summary: Names penguins.');
      await modelfolio(['build', classifier]);
    },
    ['review-required'],
    { requireReview: true },
  ),
  after('an approval moved to another model', ({ copy }) => copy(file, `content/reviews/${regressor}.json`), [
    'review-invalid',
  ]),
  {
    lie: 'a card that nobody approved',
    plant: () => undefined,
    foundBy: ['review-required'],
    check: { requireReview: true },
  },
  {
    lie: 'an approval that was over long ago',
    async plant(liar) {
      await approve(liar);
      liar.forge(file, ({ approvals }) => (approvals[0].expires = '2020-01-01'));
    },
    foundBy: ['review-required'],
    check: { requireReview: true },
  },
  signed(
    'an approval made up and sealed',
    ({ forge }) => forge(file, ({ approvals }) => (approvals[0].scope = 'hospitals')),
    ['signature-invalid'],
  ),
  signed(
    'a report changed and sealed again',
    ({ forge }) =>
      forge('content/reports/train-benchmark.json', ({ figures }) => (figures.speedup.value *= 10)),
    ['signature-invalid'],
  ),
  signed(
    'a run and its line on the list removed',
    async ({ edit, remove, modelfolio }) => {
      remove(recordOf(classifier, 'runs/5378de31dc86437ab4ee6ca50c3d7e0b.json'));
      edit(recordOf(classifier, 'runs.sha256'), /.*5378de31.*\n/, '');
      await modelfolio(['build', classifier]);
    },
    ['signature-invalid'],
  ),
  signed(
    'a card made again after it was signed',
    ({ forge }) => forge(cardOf(regressor), (card) => (card.contact = 'me')),
    ['signature-invalid'],
  ),
  signed('a signature taken away', ({ remove }) => remove(`${cardOf(regressor)}.sig`), ['signature-missing']),
  signed(
    'a signature of another record',
    ({ copy }) => copy(`${cardOf(regressor)}.sig`, `${cardOf(classifier)}.sig`),
    ['signature-invalid'],
  ),
];
