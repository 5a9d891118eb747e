import { Failure } from '@modelfolio/failures';
import { seal, type Seal } from '@modelfolio/schemas';
import stringify from 'json-stringify-pretty-compact';
import type { z } from 'zod';
import { toPointer } from './json-pointer.ts';
import { kindOf, readBytes, sha256Of, writeIfChanged, type Project } from './project.ts';
import { sealed } from './sealed-record.ts';
import { describeIssue } from './zod-issue.ts';

/** A record as read: its value, and the digest of the bytes it came from. */
export interface JsonFile<T> {
  path: string;
  value: T;
  bytes: number;
  sha256: string;
}

/**
 * Reads a JSON file and checks it against its schema.
 *
 * @throws Failure `code`, naming file, field, expected and received
 */
export async function readJson<Schema extends z.ZodType>(
  project: Project,
  path: string,
  schema: Schema,
  code: string,
): Promise<JsonFile<z.infer<Schema>>> {
  const bytes = await readBytes(project, path);
  return { path, value: parseJson(bytes, path, schema, code), bytes: bytes.length, sha256: sha256Of(bytes) };
}

/** As {@link readJson}, from bytes at hand; `path` only names them. */
export function parseJson<Schema extends z.ZodType>(
  bytes: Uint8Array,
  path: string,
  schema: Schema,
  code: string,
  hint?: string,
): z.infer<Schema> {
  return checkShape(parseAnyJson(bytes, path, code, hint), schema, code, { file: path, hint });
}

/** As {@link parseJson}, held against no schema. */
export function parseAnyJson(bytes: Uint8Array, path: string, code: string, hint?: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new Failure(code, `not JSON: ${(cause as Error).message}`, { file: path, hint, cause });
  }
}

/**
 * Holds a value against its schema.
 *
 * @throws Failure `code`, with the place of the first thing that does not fit, and how many more there are
 */
export function checkShape<Schema extends z.ZodType>(
  value: unknown,
  schema: Schema,
  code: string,
  { file, hint }: { file: string; hint?: string | undefined },
): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const more = result.error.issues.length - 1;
  throw new Failure(
    code,
    `${issue ? describeIssue(issue, value) : 'does not fit its schema'}${more > 0 ? `, and ${more} more` : ''}`,
    { file, field: toPointer(issue?.path ?? []) || undefined, hint, cause: result.error },
  );
}

/** The text of a record: short arrays on one line, so that a history is a line and not a thousand. */
export function formatJson(value: unknown): string {
  return `${stringify(value, { maxLength: 110, indent: 2 })}\n`;
}

/**
 * Writes a record unless the file holds it already.
 *
 * @throws Failure `code` when the value does not fit its schema: no reader could take it
 */
export async function writeJson<Schema extends z.ZodType>(
  project: Project,
  path: string,
  value: z.infer<Schema>,
  schema: Schema,
  code: string,
): Promise<'written' | 'unchanged'> {
  const text = formatJson(value);
  parseJson(Buffer.from(text), path, schema, code);
  return writeIfChanged(project, path, text);
}

/**
 * As {@link writeJson}, sealed: the record carries the digest of its own content, and who wrote it. A record that says the
 * same already keeps the seal of the command that wrote it.
 *
 * @param by the command that writes it, e.g. `modelfolio evaluate`
 */
export async function writeRecord<Schema extends z.ZodType<object>>(
  project: Project,
  path: string,
  value: z.infer<Schema>,
  schema: Schema,
  { code, by }: { code: string; by: string },
): Promise<'written' | 'unchanged'> {
  const former = (await kindOf(project, path)) === 'file' ? await sealIn(project, path) : null;
  const alike = former && sealed(value, former.by);
  const record = alike?.seal.sha256 === former?.sha256 && alike ? alike : sealed(value, by);
  return writeJson(project, path, record as z.infer<Schema>, schema, code);
}

/** The seal that a file carries, whether it holds or not; `null` where there is none. */
async function sealIn(project: Project, path: string): Promise<Seal | null> {
  try {
    const record: unknown = JSON.parse(new TextDecoder().decode(await readBytes(project, path)));
    return seal.safeParse((record as { seal?: unknown } | null)?.seal).data ?? null;
  } catch {
    project.effects.signal.throwIfAborted();
    return null;
  }
}
