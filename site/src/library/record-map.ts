import { parseAnyJson, parseJson } from '@modelfolio/project/json-file';
import type { z } from 'zod';
import { digestOf, type ProjectFile } from './project-files.ts';

const remedy = 'run npx modelfolio build';

/** A JSON record, not held against its schema. @throws Failure `bad-record` naming the file */
export function uncheckedRecord({ bytes, path }: ProjectFile): unknown {
  return parseAnyJson(bytes, path, 'bad-record', remedy);
}

/** A JSON record. @throws Failure `bad-record` naming file and field */
export function parseRecord<Schema extends z.ZodType>(
  { bytes, path }: ProjectFile,
  schema: Schema,
): z.infer<Schema> {
  return parseJson(bytes, path, schema, 'bad-record', remedy);
}

/** Records by id, each parsed when it is first asked for: a page that shows one card need not wait for a thousand. */
export class RecordMap<Schema extends z.ZodType> {
  readonly #files: ReadonlyMap<string, ProjectFile>;
  readonly #schema: Schema;
  readonly #parsed = new Map<string, z.infer<Schema>>();

  constructor(files: readonly ProjectFile[], schema: Schema) {
    this.#files = new Map(files.map((file) => [file.id, file]));
    this.#schema = schema;
  }

  get size(): number {
    return this.#files.size;
  }

  /** Digest of the file that holds the record. */
  digest(id: string): string {
    return this.#files.get(id)?.digest ?? '';
  }

  /** Digest of all files. */
  get digestOfAll(): string {
    return digestOf(Array.from(this.#files, ([id, file]) => `${id} ${file.digest}`));
  }

  /** The record as it lies in the project, byte for byte. */
  file(id: string): ProjectFile | undefined {
    return this.#files.get(id);
  }

  has(id: string): boolean {
    return this.#files.has(id);
  }

  /** @throws Failure when the file does not fit its schema */
  get(id: string): z.infer<Schema> | undefined {
    const file = this.#files.get(id);
    if (!file) return undefined;
    const known = this.#parsed.get(id);
    if (known) return known;
    const record = parseRecord(file, this.#schema);
    this.#parsed.set(id, record);
    return record;
  }

  /** Lets go of a parsed record; it is parsed again when it is asked for. */
  forget(id: string): void {
    this.#parsed.delete(id);
  }

  keys(): MapIterator<string> {
    return this.#files.keys();
  }

  /**
   * Records, the first of them, as they lie there, for pages that show a line of each: the page of the record itself holds it against its
   * schema.
   */
  *unchecked(limit = this.size): Generator<z.infer<Schema>> {
    for (const [id, file] of [...this.#files].slice(0, limit))
      yield this.#parsed.get(id) ?? (uncheckedRecord(file) as z.infer<Schema>);
  }
}
