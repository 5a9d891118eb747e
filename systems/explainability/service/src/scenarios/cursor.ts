import { z } from 'zod';
import { ServiceError } from '../service-error.ts';

/** The last scenario of a page: what follows it is the next page. */
export interface CursorPlace {
  readonly createdAt: number;
  readonly id: string;
}

const place = z.tuple([z.int(), z.string().regex(/^[\w-]{22}$/)]);

/** A place in a list as text for an address. */
export function toCursor({ createdAt, id }: CursorPlace): string {
  return Buffer.from(JSON.stringify([createdAt, id])).toString('base64url');
}

/** @throws ServiceError `request-invalid` for text that {@link toCursor} has not made */
export function fromCursor(text: string | null): CursorPlace | null {
  if (text === null) return null;
  const found = place.safeParse(parsed(Buffer.from(text, 'base64url').toString()));
  if (found.success) return { createdAt: found.data[0], id: found.data[1] };
  throw new ServiceError('request-invalid', 'cursor: no place in this list', {
    hint: 'take it from the page before, or leave it out',
    errors: [{ field: 'cursor', expected: 'the cursor of a page', received: 'other text' }],
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
