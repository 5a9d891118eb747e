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
  'classes-mismatch': error(
    'The classes that were named are not those of the graph or the data.',
    'Name them as the model has them.',
  ),
  'columns-mismatch': error(
    'The columns of the data are not those the model takes.',
    'Name the columns, or give the data that belongs to the model.',
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
  'input-changed': error(
    'A file changed since the card was made of it.',
    'Undo the change, or run ingest, evaluate and build.',
  ),
  'link-dead': error('A link leads to a page, a file or a heading that is not there.', 'Fix the link.'),
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
  'project-missing': error('There is no project here.', 'Go to it, or name it with --root.'),
  'record-mismatch': error('A part of a card is not what its records make.', 'Run modelfolio build.'),
  'revision-unknown': error('The git revision to compare with cannot be read.', 'Fetch it, or name another.'),
  'run-invalid': error('A run record does not fit its schema.', 'Ingest it again.'),
  'run-missing': error('A run that is named has no record.', 'Ingest it, or name another.'),
  'section-blank': error('A section of a card is empty.', 'Write it, or say why there is nothing to say.'),
  'section-placeholder': error('A section still holds a placeholder.', 'Write it.'),
  'signature-unsupported': error(
    'A model’s inputs or outputs are of a kind that is not supported.',
    'Export it with other inputs.',
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
  'text-deceptive': error(
    'A text holds invisible or direction-changing characters that make it read otherwise than it is.',
    'Remove the character at the place that is named.',
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
