/** Names in the order of their numbers, from MLflow's `LoggedModelStatus`. */
const NAMES = ['UNSPECIFIED', 'PENDING', 'READY', 'FAILED'];

/**
 * The name of a LoggedModel's status, however a store writes it: `2`, `READY` or `LOGGED_MODEL_READY`.
 * A word of a later MLflow is kept.
 */
export function loggedModelStatus(status: string | null): string | null {
  if (status === null || status === '') return null;
  const name = NAMES[Number(status)] ?? status.replace(/^LOGGED_MODEL_/, '');
  return name === 'UPLOAD_FAILED' ? 'FAILED' : name.replace('STATUS_UNSPECIFIED', 'UNSPECIFIED');
}
