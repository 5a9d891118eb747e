import type { Int64 } from '../interface/message-types.ts';
import { MlflowError } from '../mlflow-error.ts';
import { holds, levelIn, type AccessLevel, type Reach } from '../reach.ts';

/** @throws MlflowError `PERMISSION_DENIED` where a caller may not do so much in an experiment */
export function needExperiment(reach: Reach, experimentId: Int64, needed: AccessLevel): void {
  if (!holds(levelIn(reach, experimentId), needed))
    throw new MlflowError(
      'PERMISSION_DENIED',
      `The token may not ${needed === 'read' ? 'read' : 'change'} experiment ${experimentId}: it needs the role ${needed}.`,
    );
}

/** @throws MlflowError `PERMISSION_DENIED` where a caller may not do so much on the server as a whole */
export function needServer(reach: Reach, needed: AccessLevel): void {
  if (!holds(reach.server, needed))
    throw new MlflowError('PERMISSION_DENIED', `The token needs the role ${needed} on the server.`);
}
