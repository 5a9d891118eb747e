import { Refusal } from '../src/errors/refusal.ts';

/** What an action is refused with; anything else that it throws goes on. */
export function refusalOf(action: () => unknown): Refusal {
  try {
    action();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error;
  }
  throw new Error('nothing was refused');
}

/** Text as the bytes of a body. */
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A value as the bytes of a body of JSON. */
export const jsonBytes = (value: unknown): Uint8Array => bytesOf(JSON.stringify(value));
