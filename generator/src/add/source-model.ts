import { basename, dirname, join, sep } from 'node:path';
import { listed } from '@modelfolio/failures/listed';
import { relativePath } from '@modelfolio/schemas';
import type { Effects } from '../effects.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { readMlmodel, type Mlmodel } from './mlmodel.ts';

/** A model file as it was handed in. */
export interface SourceModel {
  format: 'onnx' | 'tfjs';
  /** Absolute path of `*.onnx` or `model.json`. */
  path: string;
  /** What MLflow says of it, where it came with an `MLmodel`. */
  mlmodel: { path: string; value: Mlmodel } | null;
}

const conversion =
  "convert it first, e.g. skl2onnx.to_onnx(model, rows[:1], options={'zipmap': False}), and log or add the .onnx file";

/**
 * Finds the model at a path: an `.onnx` file, a TensorFlow.js `model.json`, or a folder that holds one or an `MLmodel`.
 *
 * @param at absolute path
 * @throws ModelfolioError `model-missing` or `model-unreadable`, saying how to convert what is there instead
 */
export async function findSourceModel(at: string, effects: Effects): Promise<SourceModel> {
  const kind = await effects.kindOf(at);
  if (kind === null)
    throw new ModelfolioError('model-missing', 'not there', {
      file: at,
      hint: 'name an .onnx file, a model.json or a folder with one',
    });
  if (kind === 'file') return ofFile(at);
  const names = await effects.listFolder(at);
  if (names.includes('MLmodel')) return ofMlflow(at, effects);
  const files = names.filter((name) => name.toLowerCase().endsWith('.onnx'));
  const [first] = files.includes('model.onnx') ? ['model.onnx'] : files;
  if (first !== undefined && (files.length === 1 || first === 'model.onnx')) return ofFile(join(at, first));
  if (files.length > 1)
    throw new ModelfolioError('model-missing', `holds ${files.length} models: ${listed(files, 10)}`, {
      file: at,
      hint: 'name one of them',
    });
  if (names.includes('model.json')) return ofFile(join(at, 'model.json'));
  for (const folder of ['model', 'artifacts', 'tfjs'])
    if (names.includes(folder) && (await effects.kindOf(join(at, folder))) === 'folder')
      return findSourceModel(join(at, folder), effects);
  throw new ModelfolioError('model-missing', 'holds no model that a browser can run', {
    file: at,
    hint: names.some(isPickle) ? conversion : 'name an .onnx file, a model.json or a folder with one',
  });
}

function ofFile(path: string): SourceModel {
  const name = basename(path).toLowerCase();
  if (name.endsWith('.onnx')) return { format: 'onnx', path, mlmodel: null };
  if (name.endsWith('.json')) return { format: 'tfjs', path, mlmodel: null };
  throw new ModelfolioError('model-unreadable', 'neither an .onnx file nor a TensorFlow.js model.json', {
    file: path,
    hint: isPickle(name) ? conversion : 'export the model to ONNX',
  });
}

async function ofMlflow(folder: string, effects: Effects): Promise<SourceModel> {
  const path = join(folder, 'MLmodel');
  const value = readMlmodel(await effects.readFile(path), path);
  const file = value.onnxFile;
  if (file === null)
    throw new ModelfolioError('model-missing', `logged without ONNX, as ${value.flavors.join(', ')}`, {
      file: path,
      hint: conversion,
    });
  const damaged = (reason: string): ModelfolioError =>
    new ModelfolioError('model-unreadable', `${JSON.stringify(file)}: ${reason}`, {
      file: path,
      hint: 'log the model again',
    });
  if (!relativePath.safeParse(file).success) throw damaged('not a path inside the folder of the model');
  const model = join(folder, file);
  if ((await effects.kindOf(model)) !== 'file') throw damaged('not there');
  const real = await effects.realPath(folder);
  if (!(await effects.realPath(model)).startsWith(real + sep))
    throw damaged('a link that leads out of the folder of the model');
  return { format: 'onnx', path: model, mlmodel: { path, value } };
}

/** Folder that the files beside a model lie in. */
export function folderOf({ path }: SourceModel): string {
  return dirname(path);
}

function isPickle(name: string): boolean {
  return /\.(?:pkl|pickle|joblib|skops)$/i.test(name);
}
