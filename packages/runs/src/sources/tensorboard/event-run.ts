import { createHash } from 'node:crypto';
import { fromNumber, relativePath, type FileDigest } from '@modelfolio/schemas';
import { MetricColumns } from '../metric-columns.ts';
import { readHparams, type Session } from './hparams.ts';
import { fieldsOf } from './protobuf-fields.ts';
import { scalarOf, stringsOf } from './tensor-value.ts';

interface Image extends FileDigest {
  readonly step: number;
}

/**
 * Gathers the events of one directory as TensorBoard's EventAccumulator does: a session that starts again at an earlier
 * step drops what was logged from there on (`event_accumulator.py`, `_MaybePurgeOrphanedData`).
 */
export class EventRun {
  readonly columns = new MetricColumns();
  readonly session: Session = { params: new Map(), group: null, status: null, start: null, end: null };
  readonly texts = new Map<string, { step: number; text: string }>();
  /** Seconds since 1970. */
  firstTime: number | null = null;
  readonly #images = new Map<string, Image[]>();
  readonly #plugins = new Map<string, string>();
  readonly #scalars = new Set<string>();
  #fileVersion = 0;
  #latestStep = Number.NEGATIVE_INFINITY;

  /** Adds an `Event`. Throws on bytes that are none. */
  add(event: Uint8Array): void {
    let time = 0;
    let step = 0;
    let summary: Uint8Array | null = null;
    let starts = false;
    for (const field of fieldsOf(event)) {
      if (field.number === 1) time = field.double();
      else if (field.number === 2) step = field.int();
      else if (field.number === 3)
        this.#fileVersion = Number(/^brain\.Event:(\d+)/.exec(field.text())?.[1] ?? 0);
      else if (field.number === 5) summary = field.bytes();
      else if (field.number === 7) starts = isStart(field.bytes());
    }
    if (!Number.isSafeInteger(step)) throw new Error(`a step beyond 2^53: ${step}`);
    this.firstTime ??= time;
    const values = summary
      ? [...fieldsOf(summary)].filter(({ number }) => number === 1).map((v) => v.bytes())
      : [];
    this.#purge(step, starts, values);
    for (const value of values) this.#addValue(value, step, time);
  }

  /** The images, by tag, then step. */
  get images(): FileDigest[] {
    return [...this.#images.values()].flat().map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 }));
  }

  #purge(step: number, starts: boolean, values: readonly Uint8Array[]): void {
    if (this.#fileVersion >= 2) {
      if (starts) this.#drop([...this.#scalars, ...this.#images.keys()], step);
    } else if (step < this.#latestStep && values.length > 0) this.#drop(values.map(tagOf), step);
    else this.#latestStep = step;
  }

  #drop(tags: readonly string[], from: number): void {
    for (const tag of tags) {
      this.columns.keep(tag, ({ step }) => step < from);
      const images = this.#images.get(tag);
      if (images)
        this.#images.set(
          tag,
          images.filter(({ step }) => step < from),
        );
    }
  }

  #addValue(value: Uint8Array, step: number, time: number): void {
    const tag = tagOf(value);
    for (const field of fieldsOf(value)) if (field.number === 9) this.#addMetadata(tag, field.bytes());
    const plugin = this.#plugins.get(tag);
    for (const field of fieldsOf(value)) {
      if (field.number === 2) this.#addScalar(tag, field.float(), step, time);
      else if (field.number === 4) {
        for (const part of fieldsOf(field.bytes()))
          if (part.number === 4) this.#addImage(tag, step, [part.bytes()]);
      } else if (field.number === 8) {
        const tensor = field.bytes();
        if (plugin === 'images') this.#addImage(tag, step, stringsOf(tensor).slice(2));
        else if (plugin === 'text') this.#addText(tag, step, stringsOf(tensor));
        else if (plugin === 'scalars' || plugin === undefined || plugin === '') {
          const scalar = scalarOf(tensor);
          if (scalar !== null) this.#addScalar(tag, scalar, step, time);
        }
      }
    }
  }

  /** Only the first value of a tag has its metadata. */
  #addMetadata(tag: string, metadata: Uint8Array): void {
    for (const field of fieldsOf(metadata)) {
      if (field.number !== 1) continue;
      let name = '';
      let content: Uint8Array = new Uint8Array();
      for (const part of fieldsOf(field.bytes())) {
        if (part.number === 1) name = part.text();
        else if (part.number === 2) content = part.bytes();
      }
      if (!this.#plugins.has(tag)) this.#plugins.set(tag, name);
      if (name === 'hparams') readHparams(content, this.session);
    }
  }

  #addScalar(tag: string, value: number, step: number, time: number): void {
    this.#scalars.add(tag);
    const milliseconds = Math.round(time * 1000);
    const timestamp = Number.isSafeInteger(milliseconds) ? milliseconds : null;
    this.columns.add(tag, { step, value: fromNumber(value), timestamp });
  }

  #addText(tag: string, step: number, texts: readonly Uint8Array[]): void {
    if (step < (this.texts.get(tag)?.step ?? step)) return;
    this.texts.set(tag, { step, text: texts.map((text) => Buffer.from(text).toString()).join('\n') });
  }

  #addImage(tag: string, step: number, pngs: readonly Uint8Array[]): void {
    const name = tag.replaceAll('\\', '/').replace(/^\/+/, '');
    for (const [index, png] of pngs.entries()) {
      const path = `${name}/${step}${index === 0 ? '' : `-${index}`}.png`;
      if (!relativePath.safeParse(path).success) continue;
      const image = { path, bytes: png.length, sha256: createHash('sha256').update(png).digest('hex'), step };
      const images = this.#images.get(tag);
      if (images) images.push(image);
      else this.#images.set(tag, [image]);
    }
  }
}

function tagOf(value: Uint8Array): string {
  for (const field of fieldsOf(value)) if (field.number === 1) return field.text();
  return '';
}

function isStart(sessionLog: Uint8Array): boolean {
  for (const field of fieldsOf(sessionLog)) if (field.number === 1) return field.int() === 1;
  return false;
}
