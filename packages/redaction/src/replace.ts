import type { TakenKind } from './taken.ts';

/** What stands where something was taken out. None of these is taken out again. */
export const stand = {
  secret: '[redacted]',
  user: '[user]',
  email: '[e-mail]',
  // A name that can never be registered (RFC 2606), so that an address stays an address.
  host: 'host.invalid',
  path: '…',
} as const satisfies Record<TakenKind, string>;

/**
 * Decides whether a text may stay, and notes what may not.
 *
 * @returns `true` when it is to be taken out
 */
export type TakeOut = (kind: TakenKind, text: string) => boolean;

/** A rule takes things out of a text. It gives back the same text when there is nothing to take out. */
export type Rule = (text: string, takeOut: TakeOut) => string;
