import { invalidParameter } from '../mlflow-error.ts';

/**
 * Checks where a client wants artifacts to be kept.
 *
 * @throws MlflowError for what is no place of artifacts
 */
export function checkStorageLocation(uri: string, field: string): void {
  if (/[#;]/.test(uri)) throw invalidParameter(`'${field}' URL can't include fragments or params.`);
  if (uri.startsWith('runs:'))
    throw invalidParameter(`Artifact location cannot be a runs:/ URI. Given: '${uri}'`);
}
