import { cardYamlVersion } from '@modelfolio/schemas';
import { isMap, isScalar, type Document, type Pair } from 'yaml';

/** A step from one schema of card.yaml to the next. */
interface Migration {
  /** The schema it leads to. */
  to: number;
  /**
   * Changes the document in place, so that comments and the order of fields stay.
   *
   * @returns what was changed, in words, beside the schema's number
   */
  change(document: Document): string[];
}

/** In order. The number of a schema that a file does not name is 1: the first had no number. */
const migrations: readonly Migration[] = [
  {
    to: 2,
    change(document) {
      const changes: string[] = [];
      // Versions became addresses: versions/<version>/.
      const version = document.get('version');
      const safe =
        typeof version === 'string'
          ? version.replaceAll(/[^\w.+-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '')
          : '';
      if (safe !== '' && safe !== version) {
        document.set('version', safe);
        changes.push(`version ${JSON.stringify(version)} is ${JSON.stringify(safe)}`);
      }
      // A model without a record of its run could only say so by a word that names none.
      if (document.get('run') === 'pending') {
        document.set('run', null);
        changes.push('run "pending" is null');
      }
      return changes;
    },
  },
];

/** What became of a document: the schema it was written for, and what was changed. */
export interface Migrated {
  from: number;
  changes: string[];
}

/**
 * Brings the document of a card.yaml to the schema of now, in place.
 *
 * @returns `null` when it is of that schema already, or says nothing that could be brought to it
 */
export function migrateCardYaml(document: Document): Migrated | null {
  if (!isMap(document.contents)) return null;
  const from = document.get('schemaVersion') ?? 1;
  if (typeof from !== 'number' || from < 1 || from >= cardYamlVersion) return null;
  const changes = migrations.filter(({ to }) => to > from).flatMap(({ change }) => change(document));
  if (document.has('schemaVersion')) document.set('schemaVersion', cardYamlVersion);
  else putFirst(document, document.createPair('schemaVersion', cardYamlVersion));
  return { from, changes };
}

/** Comments above the first field stay at the top of the file. */
function putFirst(document: Document, pair: Pair): void {
  if (!isMap(document.contents)) return;
  const { items } = document.contents;
  const [first] = items;
  if (isScalar(pair.key) && first && isScalar(first.key) && first.key.commentBefore) {
    pair.key.commentBefore = first.key.commentBefore;
    first.key.commentBefore = null;
  }
  items.unshift(pair as (typeof items)[number]);
}
