// Runs while the site is built.
import type { FileDigest, ImageEvaluationSet, ModelCard } from '@modelfolio/schemas';
import { PNG } from 'pngjs';
import { artifactPath } from '../../artifacts.ts';
import { readModelFile } from '../../build/model-files.ts';
import { siteUrl } from '../../site-url.ts';
import type { DemoModel, Sample } from './demo-model.ts';
import type { EngineSpec, ServedFile } from '@modelfolio/pages/engine/inference-engine';
import { parseIdx } from '@modelfolio/inference/idx';
import { gunzip } from '@modelfolio/inference/node/gunzip';
import { pairIdx } from './pair-idx.ts';

/** A file of a model as the site serves it. */
export const served = (digest: FileDigest): ServedFile => ({
  url: siteUrl(artifactPath(digest)),
  bytes: digest.bytes,
  sha256: digest.sha256,
});

/** Eight-bit greyscale without scanline filters: the page reads the exact pixels back out of it. */
export function greyPng(pixels: Uint8Array, width: number, height: number): string {
  const png = new PNG({ width, height });
  pixels.forEach((value, at) => png.data.set([value, value, value, 255], 4 * at));
  const bytes = PNG.sync.write(png, { colorType: 0, filterType: 0, deflateLevel: 9 });
  return `data:image/png;base64,${bytes.toString('base64')}`;
}

function shardsOf({ manifest: { evaluationSet } }: ModelCard): ImageEvaluationSet['shards'] {
  return evaluationSet?.format === 'idx-gz' ? evaluationSet.shards : [];
}

/** The first image of each class in the first shard. */
function samplesOf(
  card: ModelCard,
  root: string,
  size: { width: number; height: number; classes: number },
): Sample[] {
  const [shard] = shardsOf(card);
  if (!shard) return [];
  const read = (digest: FileDigest) => {
    const path = `models/${card.id}/${digest.path}`;
    return parseIdx(gunzip(readModelFile(root, { url: '', path, digest })));
  };
  const { images, labels } = pairIdx(read(shard.images), read(shard.labels), { ...size, rows: shard.rows });
  const area = size.width * size.height;
  return Array.from({ length: size.classes }, (_, label) => ({ label, index: labels.indexOf(label) }))
    .filter(({ index }) => index >= 0)
    .map(({ label, index }) => ({
      label,
      index,
      png: greyPng(images.subarray(index * area, (index + 1) * area), size.width, size.height),
    }));
}

/** Whether a model can be drawn for: it takes one-channel images of 0 to 255, light on dark, and gives probabilities. */
export function takesDrawings({ manifest: { input, output } }: Pick<ModelCard, 'manifest'>): boolean {
  if (input.kind !== 'image' || input.channels !== 1 || !output.probabilities || !output.classes)
    return false;
  return input.polarity === 'light-on-dark' && input.range[0] === 0 && input.range[1] === 255;
}

/**
 * What the demos need of a card, or `null` where a model is none that can be drawn for: the playground is for
 * one-channel images of 0 to 255, light on dark, and needs class probabilities.
 *
 * @param root folder that holds `models/`
 * @throws Failure when a file of the model is missing or changed
 */
export function demoModelOfCard(card: ModelCard, root: string): DemoModel | null {
  const { input, output, formats, evaluationSet } = card.manifest;
  const { probabilities, classes } = output;
  if (!takesDrawings(card) || input.kind !== 'image' || !probabilities || !classes) return null;
  const { width, height } = input;
  const runtimes = { 'tfjs-layers': 'tfjs', onnx: 'ort' } as const;
  const engines = (['tfjs-layers', 'onnx'] as const).flatMap((name): EngineSpec[] => {
    const format = formats.find((candidate) => candidate.format === name);
    if (!format) return [];
    return [
      {
        runtime: runtimes[name],
        entry: format.entry,
        files: format.files.map((file) => ({ ...served(file), path: file.path })),
        image: { name: input.input, height, width, probabilities, classes: classes.length },
      },
    ];
  });
  if (engines.length === 0) return null;
  return {
    id: card.id,
    title: card.title,
    classes,
    width,
    height,
    engines,
    rows: evaluationSet?.rows ?? 0,
    shards: shardsOf(card).map(({ images, labels, rows }) => ({
      images: served(images),
      labels: served(labels),
      rows,
    })),
    mistakeIndices:
      card.evaluation === null || card.evaluation.task === 'regression' ? [] : card.evaluation.mistakeIndices,
    samples: samplesOf(card, root, { width, height, classes: classes.length }),
  };
}
