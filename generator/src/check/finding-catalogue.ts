import type { FindingName } from '../modelfolio-error.ts';

/** What a finding means, wherever it is found. */
export interface FindingKind {
  /** A `warning` fails the check only with `--strict`. */
  severity: 'error' | 'warning';
  /** One sentence for lists and for SARIF rules. */
  meaning: string;
  /** What usually fixes it. */
  remedy: string;
}

const error = (meaning: string, remedy: string): FindingKind => ({ severity: 'error', meaning, remedy });
const warning = (meaning: string, remedy: string): FindingKind => ({ severity: 'warning', meaning, remedy });

/** Every finding that `modelfolio check` can report, and every code that a command can fail with. */
export const findingCatalogue: Readonly<Record<FindingName, FindingKind>> = {
  'answers-missing': error('A command needs answers and nobody sits at the terminal.', 'Give them as flags.'),
  'card-invalid': error('A card does not fit its schema.', 'Run modelfolio build.'),
  'card-missing': error('A model has no card.', 'Run modelfolio build.'),
  'card-orphaned': error(
    'A card speaks of a model that is not there.',
    'Remove the card, or bring the model back.',
  ),
  'card-removed': error(
    'A model had a card in the revision compared with, and has none now.',
    'Bring it back, or remove the model’s pages on purpose.',
  ),
  'card-yaml-invalid': error('card.yaml does not fit its schema.', 'Fix the field that is named.'),
  'card-yaml-missing': error('A model has no card.yaml.', 'Copy the one of another model and write it.'),
  'card-yaml-old': warning('card.yaml was written for an older schema.', 'Run modelfolio migrate.'),
  'claim-typed': error(
    'A text types a number that claims something, such as a per cent or a metric’s value.',
    'Name a figure, or mark it as typed: {{typed: …}} in card.yaml, <Typed>…</Typed> on a page.',
  ),
  'classes-mismatch': error(
    'The classes that were named are not those of the graph or the data.',
    'Name them as the model has them.',
  ),
  'columns-mismatch': error(
    'The columns of the data are not those the model takes.',
    'Name the columns, or give the data that belongs to the model.',
  ),
  'criterion-failed': error(
    'A model does not meet a criterion that its card.yaml states, and nothing says why it is published all the same.',
    'Make the model better, or say in waiver why it is published.',
  ),
  'criterion-unknown': error(
    'A criterion is of a number that no record holds.',
    'Use a name from the list that the message gives.',
  ),
  'config-invalid': error('modelfolio.config.yaml does not fit its schema.', 'Fix the field that is named.'),
  'evaluation-disagrees': error(
    'Evaluating again gives other numbers than those on record.',
    'Run modelfolio evaluate, then build.',
  ),
  'evaluation-invalid': error('An evaluation record does not fit its schema.', 'Run modelfolio evaluate.'),
  'evaluation-missing': error(
    'A model that has rows to be judged on has no evaluation.',
    'Run modelfolio evaluate.',
  ),
  'evaluation-set-damaged': error('The rows to judge a model on cannot be read.', 'Restore the file.'),
  'evaluation-set-missing': error(
    'The rows to judge a model on are not there.',
    'Restore the file, or say evaluationSet: null.',
  ),
  'evaluation-stale': error(
    'The evaluation is of another model file or other rows.',
    'Run modelfolio evaluate.',
  ),
  'evidence-disagrees': error(
    'Looking again for what speaks against an evaluation finds something else than the record.',
    'Run modelfolio evaluate --force, then build.',
  ),
  'evidence-invalid': error('A record of evidence does not fit its schema.', 'Run modelfolio evaluate.'),
  'evidence-missing': error(
    'Nothing was looked for that speaks against an evaluation: the record of it is not there.',
    'Run modelfolio evaluate, then build.',
  ),
  'evidence-stale': error(
    'The evidence is of another model file, another format, other rows or other predictions.',
    'Run modelfolio evaluate, then build.',
  ),
  'explanation-disagrees': error(
    'A part of an explanation does not follow from its own numbers, or from the evaluation.',
    'Run modelfolio explain, then build.',
  ),
  'explanation-failed': error('A model cannot be explained.', 'See what the message says of it.'),
  'explanation-invalid': error('An explanation does not fit its schema.', 'Run modelfolio explain.'),
  'explanation-stale': error(
    'The explanation is of another model file, other rows, or other groups.',
    'Run modelfolio explain, then build.',
  ),
  'figure-mismatch': error('A number on a card is not what its record says.', 'Run modelfolio build.'),
  'figure-unknown': error(
    'A text refers to a figure that no record holds.',
    'Use a name from the list that the message gives.',
  ),
  'format-differs': error(
    'Another format of a model does not say what the evaluated one says.',
    'Convert the model again from the same weights, then run ingest, evaluate and build.',
  ),
  'input-changed': error(
    'A file changed since the card was made of it.',
    'Undo the change, or run ingest, evaluate and build.',
  ),
  'label-in-input': error(
    'A column that a model takes gives the label away.',
    'Train without that column; or say under evaluationSet.admitted in card.yaml why it is so.',
  ),
  'link-dead': error('A link leads to a page, a file or a heading that is not there.', 'Fix the link.'),
  'logged-metric-differs': error(
    'A run logged a metric that evaluating its model on the same split does not give.',
    'Find out which is wrong: weights, export, rows or definition; or say under evaluationSet.admitted why they differ.',
  ),
  'list-invalid': error('A list of digests has a line that is none.', 'Restore the line.'),
  'link-unsafe': error(
    'A link leads where no page is, or off the site unsaid; or a picture comes from another host.',
    'Write https:// links, and put pictures into public/.',
  ),
  'manifest-invalid': error('A manifest does not fit its schema.', 'Run modelfolio ingest.'),
  'manifest-missing': error('A model has no manifest.', 'Run modelfolio ingest.'),
  'manifest-stale': error('The manifest is not what the model’s files say.', 'Run modelfolio ingest.'),
  'metric-regressed': error(
    'A metric is worse than in the revision compared with, by more than the tolerance.',
    'Find out why; or state a tolerance in modelfolio.config.yaml.',
  ),
  'model-exists': error('A model of that name is there already.', 'Choose another id, or add --force.'),
  'model-missing': error('There is no model of that name, or no model file.', 'Name one that is there.'),
  'model-output-wrong': error(
    'The model’s outputs are not what they were said to mean.',
    'Say which output holds what.',
  ),
  'model-unknown': error('No model is known by that name.', 'Name one that is there.'),
  'model-stopped': error(
    'A model took too long, needed too much memory or crashed, and was ended.',
    'Give it longer with --time-limit, or export it again.',
  ),
  'model-unreadable': error('A model file cannot be opened.', 'Restore or export it again.'),
  'operators-unsupported': error(
    'The model uses operators that the runtime does not have.',
    'Export it with others.',
  ),
  'page-invalid': error('A page’s MDX or front matter cannot be read.', 'Fix the place that is named.'),
  'predictions-differ': error(
    'An exported model does not say what the original one says of the same rows.',
    'Export it again and compare; preprocessing that was left out is the usual cause.',
  ),
  'predictions-unreadable': error(
    'Predictions of the original model cannot be read, or are not of the evaluation rows.',
    'Write one for each row of the evaluation set, in its order.',
  ),
  'project-missing': error('There is no project here.', 'Go to it, or name it with --root.'),
  'record-edited': error(
    'A record is not as the command wrote it.',
    'Restore it, or run the command that makes it again.',
  ),
  'record-mismatch': error('A part of a card is not what its records make.', 'Run modelfolio build.'),
  'record-unsealed': warning(
    'A record carries no digest of its own content, so nothing tells whether it was edited.',
    'Run the command that makes it again, or modelfolio migrate to seal it as it is.',
  ),
  'report-invalid': error(
    'A report does not fit its schema, or a ratio in it does not follow from its tables.',
    'Restore it, or measure again.',
  ),
  'review-invalid': error(
    'A record of approvals does not fit its schema.',
    'Restore it, or review the card again.',
  ),
  'review-outdated': warning(
    'A card was approved before its last change, or its approval is over.',
    'Have the card reviewed as it is: modelfolio review.',
  ),
  'review-refused': error('A card cannot be approved as it is.', 'Fix what check finds first.'),
  'review-required': error(
    'Cards must be approved (--require-review), and one is not as it is.',
    'Have the card reviewed as it is: modelfolio review.',
  ),
  'revision-unknown': error('The git revision to compare with cannot be read.', 'Fetch it, or name another.'),
  'rows-duplicated': error(
    'More than a tenth of the rows that a model is judged on repeat others.',
    'Judge it on each row once; or say under evaluationSet.admitted why they repeat.',
  ),
  'rows-trained-on': error(
    'Rows that a model is judged on are among those it was trained or tuned on.',
    'Judge it on other rows; or say under evaluationSet.admitted why they are the same.',
  ),
  'run-invalid': error('A run record does not fit its schema.', 'Ingest it again.'),
  'run-list-missing': warning(
    'No list tells which runs of a model were taken in.',
    'Restore runs.sha256, or run modelfolio migrate to list those that are there.',
  ),
  'run-missing': error('A run that is named has no record.', 'Ingest it, or name another.'),
  'run-model-differs': error(
    'The run that card.yaml names did not make the model’s files.',
    'Name the run that made them, or restore them.',
  ),
  'run-removed': error(
    'A run that was taken in has no record any more.',
    'Restore it, or take its line out of runs.sha256 for all to see.',
  ),
  'run-unlisted': error(
    'A run’s record was put there by no command.',
    'Remove it, and ingest the store that holds the run.',
  ),
  'secret-published': error(
    'Something that is published holds a secret, or a record what strangers should not read.',
    'End the use of the secret and take it out; ingest the run again; or let it stay with redaction in modelfolio.config.yaml.',
  ),
  'section-blank': error('A section of a card is empty.', 'Write it, or say why there is nothing to say.'),
  'section-placeholder': error('A section still holds a placeholder.', 'Write it.'),
  'signature-invalid': error(
    'A record is signed, and the signature is not of it, or of nobody who may sign.',
    'Restore it, or write it again with --sign.',
  ),
  'signature-missing': error(
    'Records must be signed (--signers), and one is not.',
    'Write it again with --sign.',
  ),
  'signature-unsupported': error(
    'A model’s inputs or outputs are of a kind that is not supported.',
    'Export it with other inputs.',
  ),
  'signing-failed': error('A record cannot be signed.', 'Name a private SSH key.'),
  'site-differs': error(
    'A file of the built site is not what the records make.',
    'Build it again: modelfolio-site build.',
  ),
  'site-unverifiable': warning(
    'Nothing tells how a built site was made, so its pages are not held against the records.',
    'Check the folder that modelfolio-site build wrote.',
  ),
  'source-unknown': error(
    'No source knows how to read that store.',
    'Name a store that modelfolio can read.',
  ),
  'source-unreadable': error('A store cannot be read.', 'See what the message says of it.'),
  'targets-mismatch': error(
    'The targets that were named are not those of the graph or the data.',
    'Name them as the model has them.',
  ),
  'task-unknown': error('Nothing tells what a model does.', 'Say it with --task.'),
  'task-unsupported': error(
    'A model gives several labels a row, outliers or clusters: no card can judge that yet.',
    'Export a classifier with one class a row or a regressor, or take the model out of models/.',
  ),
  'text-deceptive': error(
    'A text holds invisible or direction-changing characters that make it read otherwise than it is.',
    'Remove the character at the place that is named.',
  ),
  'training-data-unreadable': error(
    'Training data to look for among the evaluation rows cannot be read.',
    'Give rows with the columns that the model takes.',
  ),
  usage: error('A command was used wrongly.', 'See its --help.'),
  'version-rewritten': error(
    'A version that was published has another content now.',
    'Restore it, and give the change a version of its own.',
  ),
  'version-unknown': error('A version is not there.', 'Name one from the list that the message gives.'),
  'version-unraised': warning(
    'The model’s files changed and its version did not.',
    'Raise version in card.yaml, and the former card is kept.',
  ),
};
