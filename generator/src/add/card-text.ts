import { sectionTitles, type CardYaml, type SectionName } from '@modelfolio/schemas';
import { Document, isMap, parseDocument, type Pair, type Scalar } from 'yaml';
import { migrateCardYaml } from '../card/card-yaml-migrations.ts';

/** What only a person can write, section by section. The numbers of each are added from the records. */
const guidance: Record<SectionName, string> = {
  modelDetails: 'What kind of model it is, who made it and why, how it was trained in one or two sentences.',
  intendedUse: 'Who should use it for what; and what it must not be used for.',
  factors: 'Groups, instruments and circumstances that may change how well it works.',
  metrics: 'Why these measures, and which error costs more.',
  evaluationData: 'Where the rows came from, who or what they stand for, how they were chosen and prepared.',
  trainingData: 'The same of the rows it learned from, as far as it can be told.',
  quantitativeAnalyses: 'What the numbers below mean for the use that is intended.',
  ethicalConsiderations: 'People who may be helped or harmed, sensitive data, what was done about it.',
  caveatsAndRecommendations: 'Known faults, what was not tested, what to do before relying on it.',
};

const comments: Partial<Record<keyof CardYaml, string>> = {
  summary: ' One sentence for lists and previews.',
  version: ' Raise it when the weights change.',
  run: ' Run whose weights these are: a record in runs/. null where there is none.',
  signature:
    ' What the graph and the data cannot say. Under input.columns, name a column to give its label, unit, description,\n range, step or categories; under input.groups, name columns that explanations count as one.',
  evaluationSet: ' The rows the model is judged on. null where there are none: then no figure is shown.',
  sections:
    ' Markdown, by a person; modelfolio check wants each of them written. A figure is named {{accuracy}}; modelfolio build\n lists the names when one is wrong.',
};

const head = ' What only a person can say about this model. Every number on its card comes from a record.';

/** The text of a new card.yaml: answers filled in, the sections blank under a line that says what to write. */
export function newCardText(card: CardYaml): string {
  const document = new Document(card);
  document.commentBefore = head;
  if (isMap(document.contents))
    for (const pair of document.contents.items as Pair<Scalar<string>>[]) {
      const name = pair.key.value as keyof CardYaml;
      const comment = comments[name];
      if (comment !== undefined) {
        pair.key.commentBefore = comment;
        pair.key.spaceBefore = true;
      }
      if (name === 'sections' && isMap(pair.value))
        for (const section of pair.value.items as Pair<Scalar<string>>[]) {
          const key = section.key.value as SectionName;
          section.key.commentBefore = ` ${sectionTitles[key]}: ${guidance[key]}`;
        }
    }
  return document.toString(yamlFormat);
}

/**
 * The text of a card.yaml that is there, with new answers: prose and comments stay as they are.
 */
export function changedCardText(text: string, card: CardYaml): string {
  const document = parseDocument(text);
  migrateCardYaml(document);
  for (const [name, value] of Object.entries(card)) {
    if (name === 'sections' || name === 'summary' || name === 'acceptance') continue;
    const before: unknown = document.toJS()[name];
    if (JSON.stringify(before) !== JSON.stringify(value)) document.setIn([name], document.createNode(value));
  }
  return document.toString(yamlFormat);
}

/** How a card.yaml is written. */
export const yamlFormat = { lineWidth: 110, flowCollectionPadding: false } as const;

/** Blank sections, for a person to fill. */
export function blankSections(): CardYaml['sections'] {
  return Object.fromEntries(Object.keys(sectionTitles).map((name) => [name, ''])) as CardYaml['sections'];
}
