import { isCount } from './is-count.ts';
import { isPlaceholder } from './is-placeholder.ts';
import { isHostWord } from './redact-assignments.ts';
import { redactPlace } from './redact-paths.ts';
import { stand, type Rule } from './replace.ts';
import type { TakenKind } from './taken.ts';
import { isPasswordName, tellsHost, tellsPath, tellsSecret, tellsUser } from './telling-names.ts';
import { treatmentOf, type RecordKind, type Treatment } from './treatment.ts';

/** Decides about one text at a place, and notes what is taken out of it. */
export type Decide = (kind: TakenKind, text: string, pointer: string) => boolean;

export interface WalkRules {
  /** Of texts that a machine wrote. */
  record: Rule;
  /** Of texts that a person wrote for readers. */
  written: Rule;
}

interface Context {
  treatment: Treatment;
  /** JSON Pointer, of names as they are shown. */
  pointer: string;
  /** The nearest name above. */
  name: string;
  /** Whether a name above tells that all below is secret. */
  isSecret: boolean;
}

/**
 * A copy of a JSON value with the rules applied to every text and every name in it. A JSON text inside a text is a value
 * too. What has nothing to take out is given back as it is.
 */
export class RecordWalk {
  readonly #rules: WalkRules;
  readonly #decide: Decide;
  /** By name in the record: the same name is shown alike everywhere, and no two become one. */
  readonly #names = new Map<string, string>();
  readonly #shown = new Set<string>();

  constructor(rules: WalkRules, decide: Decide) {
    this.#rules = rules;
    this.#decide = decide;
  }

  walk(value: unknown, kind: RecordKind): unknown {
    if (!isObject(value)) return this.#any(value, start('record'));
    return this.#object(value, start('record'), (field) => treatmentOf(kind, field));
  }

  #any(value: unknown, at: Context): unknown {
    if (at.treatment === 'fixed') return value;
    if (typeof value === 'string') return at.treatment === 'names' ? value : this.#text(value, at);
    if (typeof value === 'number') return this.#number(value, at);
    if (Array.isArray(value))
      return keepSame(
        value,
        value.map((entry, index) => this.#any(entry, { ...at, pointer: `${at.pointer}/${index}` })),
      );
    return isObject(value) ? this.#object(value, at, () => at.treatment) : value;
  }

  #object(value: Record<string, unknown>, at: Context, treatment: (field: string) => Treatment): unknown {
    const named = value['name'] ?? value['key'] ?? value['variable'];
    // { name: "password", value: "…" }
    const paired = typeof named === 'string' && typeof value['value'] === 'string' ? named : null;
    let isSame = true;
    const entries = Object.entries(value).map(([name, entry]) => {
      // Beside the prose of a section stand facts that records gave.
      const below = name === 'facts' && at.treatment === 'written' ? 'record' : treatment(name);
      const shown = below === 'fixed' ? name : this.#name(name, at);
      const telling = name === 'value' && paired !== null ? paired : name;
      const after = this.#any(entry, {
        treatment: below,
        pointer: `${at.pointer}/${shown.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        name: telling,
        isSecret: at.isSecret || (below === 'record' && tellsSecret(telling)),
      });
      isSame &&= shown === name && after === entry;
      return [shown, after] as const;
    });
    return isSame ? value : Object.fromEntries(entries);
  }

  #name(name: string, at: Context): string {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const base = this.#text(name, {
      ...at,
      treatment: at.treatment === 'written' ? 'written' : 'record',
      name: '',
      isSecret: false,
    });
    let shown = base;
    if (base !== name) for (let count = 2; this.#shown.has(shown); count++) shown = `${base}#${count}`;
    this.#shown.add(shown);
    this.#names.set(name, shown);
    return shown;
  }

  #number(value: number, { isSecret, name, pointer }: Context): unknown {
    const takes = isSecret && (isPasswordName(name) || !isCount(String(value)));
    return takes && this.#decide('secret', String(value), pointer) ? stand.secret : value;
  }

  #text(text: string, at: Context): string {
    const { pointer, name, isSecret, treatment } = at;
    // Some versions look like private addresses: nvidia-curand 10.3.5.147.
    if (/\/packages\/[^/]*$/.test(pointer) && /^\d+(?:\.\d+)+[\w.+-]*$/.test(text)) return text;
    const takeOut = (kind: TakenKind, found: string): boolean => this.#decide(kind, found, pointer);
    if (treatment === 'written') return this.#rules.written(text, takeOut);
    if (isSecret)
      return isPlaceholder(text) || (isCount(text) && !isPasswordName(name)) || !takeOut('secret', text)
        ? text
        : stand.secret;
    if (tellsUser(name) && isName(text)) return takeOut('user', text) ? stand.user : text;
    if (tellsHost(name) && isHostWord(text)) return takeOut('host', text) ? stand.host : text;
    const inside = jsonOf(text);
    let shown = text;
    if (inside !== undefined) {
      const after = this.#any(inside, at);
      if (after !== inside) shown = JSON.stringify(after);
    } else if (tellsPath(name)) shown = redactPlace(text, takeOut);
    // Once more as a text: JSON may hold a name twice, of which reading it keeps the last.
    return this.#rules.record(shown, takeOut);
  }
}

function start(treatment: Treatment): Context {
  return { treatment, pointer: '', name: '', isSecret: false };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function keepSame<T>(before: readonly T[], after: readonly T[]): readonly T[] {
  return after.every((entry, index) => entry === before[index]) ? before : after;
}

/** The value of a text that is JSON of an object, a list or a text; anything else is a text as it is. */
function jsonOf(text: string): unknown {
  if (!/^\s*[[{"]/.test(text) || text.length > 4_000_000) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isName(text: string): boolean {
  return !isPlaceholder(text) && text !== stand.user && !/^[-+]?\d*\.?\d+$|:\/\/|^\s*[[{]/.test(text);
}
