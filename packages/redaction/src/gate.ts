import { allowList } from './allow-list.ts';
import { knownSecrets, type Span } from './known-secrets.ts';
import { homesIn } from './redact-paths.ts';
import { redactText, redactWritten } from './redact-text.ts';
import { redactUsers } from './redact-users.ts';
import { RecordWalk, type Decide } from './record-walk.ts';
import { stand, type Rule } from './replace.ts';
import type { PrivateKind, Taken, TakenKind } from './taken.ts';
import type { RecordKind } from './treatment.ts';

export interface GateOptions {
  /** Texts that stay by the owner's word: whole, or patterns in which `*` stands for anything. */
  allow?: readonly string[] | undefined;
  /** Kinds that stay. Secrets stay by `allow` only. */
  keep?: readonly PrivateKind[] | undefined;
}

/** Raised when a rule changes, so that what went through the former rules goes through the new ones. */
const rules = 1;

/** A text that tells one gate's rules from another's. */
export function gateMark({ allow = [], keep = [] }: GateOptions = {}): string {
  return JSON.stringify([rules, allow, keep]);
}

/** The one gate for all that is published. What went through once goes through again unchanged. */
export interface Gate {
  /**
   * A record without what strangers should not read: every text and every name in it.
   *
   * @param value JSON
   */
  record<T>(value: T, kind: RecordKind): Promise<{ value: T; taken: Taken[] }>;
  /** A person's text for readers without what lets somebody in; places are `line:column`. */
  written(text: string): Promise<{ text: string; taken: Taken[] }>;
}

const noUsers: Rule = (text) => text;

/**
 * Opens a gate.
 *
 * @example
 * const gate = openGate({ allow: ['*@example.org'], keep: ['host'] });
 * const { value, taken } = await gate.record(run, 'run');
 */
export function openGate({ allow = [], keep = [] }: GateOptions = {}): Gate {
  const isAllowed = allowList(allow);
  const mayStay = (kind: TakenKind, text: string): boolean =>
    keep.some((kept) => kept === kind) || isAllowed(text);

  /** All rules but the library's. `users` are those that the record is known to speak of. */
  const walk = <T>(value: T, kind: RecordKind, users: Rule, decide: Decide): T =>
    new RecordWalk({ record: redactText(users), written: redactWritten }, decide).walk(value, kind) as T;

  return {
    async record(value, kind) {
      const seen = new Set<string>();
      const notes = new Notes();
      const decide: Decide = (found, text, pointer) => {
        if (mayStay(found, text)) return false;
        if (found === 'user') seen.add(text);
        if (found === 'path') for (const user of homesIn(text)) if (!isAllowed(user)) seen.add(user);
        notes.add(found, pointer);
        return true;
      };
      let shown = walk(value, kind, noUsers, decide);
      if (seen.size > 0 && !keep.includes('user')) shown = walk(shown, kind, redactUsers(seen), decide);
      const known = await knownSecrets(textsIn(shown, kind));
      if (known.size > 0) {
        const byLibrary = libraryRule(known);
        shown = new RecordWalk({ record: byLibrary, written: byLibrary }, decide).walk(
          shown,
          kind,
        ) as typeof shown;
      }
      return { value: shown, taken: notes.list };
    },

    async written(text) {
      const notes = new Notes();
      const lines = lineStarts(text);
      const at = (found: string): string => placeOf(lines, text.indexOf(found));
      const takeOut = (kind: TakenKind, found: string): boolean => {
        if (mayStay(kind, found)) return false;
        notes.add(kind, at(found));
        return true;
      };
      let shown = redactWritten(text, takeOut);
      const known = await knownSecrets([shown]);
      if (known.size > 0) shown = libraryRule(known)(shown, takeOut);
      return { text: shown, taken: notes.list };
    },
  };
}

/** Takes out the spans that the library found. */
function libraryRule(known: ReadonlyMap<string, readonly Span[]>): Rule {
  return (text, takeOut) => {
    let shown = '';
    let done = 0;
    for (const { start, end } of known.get(text) ?? []) {
      if (start < done || text.slice(start, end).includes(stand.secret)) continue;
      if (!takeOut('secret', text.slice(start, end))) continue;
      shown += `${text.slice(done, start)}${stand.secret}`;
      done = end;
    }
    return shown + text.slice(done);
  };
}

/** Each kind at each place once. */
class Notes {
  readonly list: Taken[] = [];
  readonly #seen = new Set<string>();

  add(kind: TakenKind, field: string): void {
    const key = `${kind} ${field}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.list.push({ kind, field });
  }
}

/** Every text and name of a value that a rule would see, once. */
function textsIn(value: unknown, kind: RecordKind): Set<string> {
  const texts = new Set<string>();
  const collect: Rule = (text) => {
    texts.add(text);
    return text;
  };
  new RecordWalk({ record: collect, written: collect }, () => false).walk(value, kind);
  return texts;
}

function lineStarts(text: string): number[] {
  return [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
}

function placeOf(starts: readonly number[], offset: number): string {
  const line = starts.findLastIndex((start) => start <= Math.max(offset, 0));
  return `${line + 1}:${Math.max(offset, 0) - (starts[line] ?? 0) + 1}`;
}
