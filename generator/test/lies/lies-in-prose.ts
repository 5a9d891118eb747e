import { cardOf, classifier, recordOf, type Lie } from './lie.ts';

const yaml = recordOf(classifier, 'card.yaml');
const page = 'content/notes/one.mdx';
const prose = (lie: string, section: string, foundBy: Lie['foundBy']): Lie => ({
  lie,
  plant: ({ edit }) => edit(yaml, /^ {2}factors: \|-\n/m, `  factors: |-\n    ${section}\n\n`),
  foundBy,
});
const written = (lie: string, text: string, foundBy: Lie['foundBy']): Lie => ({
  lie,
  plant: ({ edit }) => edit(page, /$/, `\n\n${text}\n`),
  foundBy,
});

/** What people write. */
export const liesInProse: readonly Lie[] = [
  {
    lie: 'a per cent typed into the summary',
    plant: ({ edit }) => edit(yaml, /^summary: .*/m, 'summary: Right in 99.97 % of cases.'),
    foundBy: ['claim-typed'],
  },
  {
    lie: 'an accuracy typed into the title',
    plant: ({ edit }) => edit(yaml, /^title: .*/m, 'title: Penguins with 0.999 accuracy'),
    foundBy: ['claim-typed'],
  },
  prose('an accuracy typed into a section, in bold', 'Its accuracy is **0.9997**.', ['claim-typed']),
  prose('a per cent typed in words', 'Ninety-nine per cent are named rightly.', ['claim-typed']),
  prose('a per cent beside a true figure', 'Not {{accuracy}} but 99.97 %.', ['claim-typed']),
  prose('a per cent in digits of another width', 'Right in ９９ ％ of cases.', ['claim-typed']),
  prose('a figure that no record holds', 'It is {{certainty}} sure.', ['figure-unknown']),
  prose('a text that turns its direction', 'right \u202E% 13 \u202C in 99', ['text-deceptive']),
  prose('a link that runs a script', '[proof](javascript:alert(1))', ['link-unsafe']),
  {
    lie: 'a section emptied',
    plant: ({ edit }) => edit(yaml, /^ {2}factors: \|-\n(?: {4}.*\n|\n)+/m, "  factors: ''\n"),
    foundBy: ['section-blank', 'input-changed'],
  },
  prose('a section that is still to be written', 'TODO', ['section-placeholder']),
  written('a per cent typed on a page', 'Right in 97 % of cases.', ['claim-typed']),
  written('a claim in an attribute', '<img src="/favicon.svg" alt="AUC 0.99" />', ['claim-typed']),
  {
    lie: 'a claim in the summary of a page',
    plant: ({ edit }) => edit(page, 'summary: About.', 'summary: Accuracy of 0.99.'),
    foundBy: ['claim-typed'],
  },
  written('a figure of a model that is not there', '<Figure of="ghost/accuracy" />', ['figure-unknown']),
  written('a link to a card that is not there', '[card](/models/ghost/)', ['link-dead']),
  {
    lie: 'prose changed in the card alone',
    plant: ({ edit }) => edit(cardOf(classifier), /("factors": \{[^]*?"prose": ")/, '$1Nothing matters. '),
    foundBy: ['record-mismatch', 'record-edited'],
  },
];
