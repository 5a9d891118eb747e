import type { RunRecord } from '@modelfolio/schemas';
import { toParam } from '../loose-values.ts';
import { fieldsOf } from './protobuf-fields.ts';

/** What the HParams plugin says of a session; `null` where it does not. */
export interface Session {
  params: Map<string, RunRecord['params'][string]>;
  group: string | null;
  status: RunRecord['status'] | null;
  /** Seconds since 1970. */
  start: number | null;
  end: number | null;
}

const STATUSES: Readonly<Record<number, RunRecord['status']>> = { 1: 'finished', 2: 'failed', 3: 'running' };

/** Reads an `HParamsPluginData` (`tensorboard/plugins/hparams/plugin_data.proto`) into a session. */
export function readHparams(content: Uint8Array, session: Session): void {
  for (const field of fieldsOf(content)) {
    if (field.number === 3) readStart(field.bytes(), session);
    else if (field.number === 4) readEnd(field.bytes(), session);
  }
}

function readStart(message: Uint8Array, session: Session): void {
  session.status ??= 'running';
  for (const field of fieldsOf(message)) {
    if (field.number === 1) {
      const [key, value] = entryOf(field.bytes());
      session.params.set(key, toParam(value));
    } else if (field.number === 4) session.group = field.text();
    else if (field.number === 5) session.start = field.double();
  }
}

function readEnd(message: Uint8Array, session: Session): void {
  for (const field of fieldsOf(message)) {
    if (field.number === 1) session.status = STATUSES[field.int()] ?? session.status;
    else if (field.number === 2) session.end = field.double();
  }
}

function entryOf(message: Uint8Array): [string, unknown] {
  let key = '';
  let value: unknown = null;
  for (const field of fieldsOf(message)) {
    if (field.number === 1) key = field.text();
    else if (field.number === 2) value = valueOf(field.bytes());
  }
  return [key, value];
}

/** A `google.protobuf.Value`. */
function valueOf(message: Uint8Array): unknown {
  for (const field of fieldsOf(message)) {
    if (field.number === 2) return field.double();
    if (field.number === 3) return field.text();
    if (field.number === 4) return field.int() !== 0;
    if (field.number === 5)
      return Object.fromEntries(
        [...fieldsOf(field.bytes())]
          .filter(({ number }) => number === 1)
          .map((inner) => entryOf(inner.bytes())),
      );
    if (field.number === 6)
      return [...fieldsOf(field.bytes())]
        .filter(({ number }) => number === 1)
        .map((inner) => valueOf(inner.bytes()));
  }
  return null;
}
