import { Failure } from './failure.ts';

/** A failure as plain data: no class survives the way to another thread or page. */
export type FailureParts = Pick<Failure, 'code' | 'reason' | 'place' | 'hint'>;

export const partsOf = ({ code, reason, place, hint }: Failure): FailureParts => ({
  code,
  reason,
  place,
  hint,
});

export const failureOf = ({ code, reason, place, hint }: FailureParts): Failure =>
  new Failure(code, reason, { ...place, hint });
