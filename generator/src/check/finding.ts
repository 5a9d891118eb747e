import { Failure } from '@modelfolio/failures';
import type { FindingName } from '../modelfolio-error.ts';
import { findingCatalogue } from './finding-catalogue.ts';

/** Something that is wrong with a card. */
export interface Finding {
  /** `null` for what belongs to no model, such as a page. */
  model: string | null;
  name: FindingName;
  file: string | null;
  /** Field, JSON pointer or `line:column`. */
  field: string | null;
  reason: string;
  /** What to do about it. */
  remedy: string | null;
}

/** Gathers what is wrong with one model, so that one fault does not hide the next. */
export class Findings {
  readonly list: Finding[] = [];
  readonly #model: string | null;

  constructor(model: string | null) {
    this.#model = model;
  }

  add({ code, place, reason, hint }: Failure<FindingName>): void {
    const { file = null, field = null } = place;
    const known = this.list.some(
      (finding) => finding.name === code && finding.file === file && finding.field === field,
    );
    if (!known) this.list.push({ model: this.#model, name: code, file, field, reason, remedy: hint });
  }

  /** The value of a step, or `null` with a finding when it fails as expected. */
  async attempt<T>(step: () => T | Promise<T>): Promise<T | null> {
    try {
      return await step();
    } catch (error) {
      if (!isFinding(error)) throw error;
      this.add(error);
      return null;
    }
  }
}

/** Whether an error is one that a check reports, whichever room it comes from. */
function isFinding(error: unknown): error is Failure<FindingName> {
  return error instanceof Failure && Object.hasOwn(findingCatalogue, error.code);
}

/** Whether a finding fails the check. */
export function isError({ name }: Pick<Finding, 'name'>, strict = false): boolean {
  return strict || findingCatalogue[name].severity === 'error';
}

/** A finding in one line. */
export function describeFinding({ file, field, name, reason, remedy }: Finding): string {
  const place = [file, field].filter(Boolean).join(': ');
  return `${place}: ${reason} [${name}]${remedy ? ` (${remedy})` : ''}`;
}
