import { basename, dirname, join, parse } from 'node:path';
import { z } from 'zod';
import { FeaturesError } from '../features-error.ts';
import { parseRules, type RuleSet } from '../rules/rule-set.ts';
import { readState } from '../state-file.ts';
import { tellingDisk } from '../store/disk-failure.ts';
import {
  transformerSpec,
  type FittedTransformer,
  type TransformerSpec,
} from '../transformers/transformer.ts';
import type { Effects } from './effects.ts';

/** A state file with the digest that it bears. */
export interface StateFile {
  fitted: FittedTransformer;
  sha256: string;
}

/** @throws FeaturesError when there is no state in the file, or it was changed */
export async function readStateFile(path: string, effects: Effects): Promise<StateFile> {
  const text = await readText(path, effects);
  const fitted = await readState(text, path);
  return { fitted, sha256: (JSON.parse(text) as { sha256: string }).sha256 };
}

/** @throws FeaturesError `rules-invalid` when the file is no rule set */
export async function readRulesFile(path: string, effects: Effects): Promise<RuleSet> {
  return parseRules(await readJson(path, 'rules-invalid', effects), path);
}

/** @throws FeaturesError `state-invalid` when the file is no pipeline; its params are looked at when it is fitted */
export async function readPipelineFile(path: string, effects: Effects): Promise<TransformerSpec> {
  const value = await readJson(path, 'state-invalid', effects);
  if (z.looseObject({ fitted: z.unknown() }).safeParse(value).data?.fitted !== undefined)
    throw new FeaturesError('state-invalid', 'a fitted state, not a pipeline to fit', {
      file: path,
      hint: 'a pipeline is {"kind": …} with its params',
    });
  const { success, data } = transformerSpec.safeParse(value);
  if (success) return data;
  throw new FeaturesError('state-invalid', 'no pipeline', {
    file: path,
    hint: 'it is {"kind": …} with its params',
  });
}

async function readJson(
  path: string,
  code: 'rules-invalid' | 'state-invalid',
  effects: Effects,
): Promise<unknown> {
  const text = await readText(path, effects);
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new FeaturesError(code, 'not JSON', { file: path, cause });
  }
}

/** @throws FeaturesError `file-unreadable` */
export async function readText(path: string, effects: Effects): Promise<string> {
  return new TextDecoder().decode(await readBytes(path, effects));
}

/** @throws FeaturesError `file-unreadable` */
export async function readBytes(path: string, effects: Effects): Promise<Uint8Array> {
  const kind = await tellingDisk(() => effects.kindOf(path));
  if (kind !== 'file')
    throw new FeaturesError(
      'file-unreadable',
      kind === null ? 'there is no such file' : 'a folder where a file is needed',
      { file: path, hint: 'look at the path' },
    );
  return tellingDisk(() => effects.readFile(path));
}

/**
 * Looks, before any work, whether a file can be written: its folder is there, and it is none of the inputs.
 *
 * @throws FeaturesError `usage`
 */
export async function refuseOutput(
  path: string,
  inputs: readonly (string | undefined)[],
  effects: Effects,
): Promise<void> {
  if (path === '-') return;
  const wrong = (reason: string, hint: string): FeaturesError =>
    new FeaturesError('usage', reason, { file: path, hint });
  const kind = await effects.kindOf(path);
  if (kind === 'folder') throw wrong('a folder where a file is to be written', 'name a file in it');
  if ((await effects.kindOf(dirname(path))) !== 'folder')
    throw wrong(`there is no folder ${dirname(path)}`, 'make it first');
  const own = await realOf(path, effects);
  for (const input of inputs)
    if (input !== undefined && input !== '-' && (await realOf(input, effects)) === own)
      throw wrong('the output would replace another file of this command', 'choose another name');
}

/** Where a file is, or would be: with every link followed. */
async function realOf(path: string, effects: Effects): Promise<string> {
  if ((await effects.kindOf(path)) !== null) return effects.realPath(path);
  const folder = dirname(path);
  return join(
    (await effects.kindOf(folder)) === null ? folder : await effects.realPath(folder),
    basename(path),
  );
}

/** The path with another ending in place of `.csv`, `.csv.gz`, `.parquet`, …: `people.rules.json`. */
export function besideWith(path: string, ending: string): string {
  const { dir, base } = parse(path === '-' ? 'input.csv' : path);
  return join(dir, base.replace(/\.gz$/i, '').replace(/\.[^.]+$/, '') + ending);
}

/** A JSON file for people. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Writes a file, or prints it where its name is `-`. */
export async function writeResult(path: string, data: Uint8Array | string, effects: Effects): Promise<void> {
  effects.signal.throwIfAborted();
  if (path === '-' && typeof data === 'string') effects.print(data.trimEnd());
  else await named(path, () => effects.writeFile(path, data));
}

/** Runs what writes a file beside its place; what the disk refuses is told of the place. */
export const named = <T>(path: string, work: () => Promise<T>): Promise<T> =>
  tellingDisk(async () => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Error && 'syscall' in error)) throw error;
      // Its folder was there when it was looked at.
      if ('code' in error && error.code === 'ENOENT')
        throw new FeaturesError('file-unreadable', 'it cannot be written there', {
          file: path,
          hint: 'choose another folder',
          cause: error,
        });
      throw Object.assign(error, { path });
    }
  });
