import { Failure } from '@modelfolio/failures';

/** Why models cannot be had from a bucket. */
export type BucketFailureCode = 'bucket-missing' | 'bucket-refused' | 'bucket-unavailable';

/**
 * What the client of Cloud Storage threw, in one line.
 *
 * @param place address of the bucket or object, e.g. `gs://models/census-income`
 */
export function bucketFailure(cause: unknown, place: string): Failure {
  if (cause instanceof Failure) return cause;
  const { code, message } = cause as { code?: unknown; message: string };
  const details = { file: place, cause };
  if (code === 404)
    return new Failure<BucketFailureCode>('bucket-missing', 'there is no such bucket', {
      ...details,
      hint: 'see --models, or MODELS',
    });
  if (code === 401 || code === 403)
    return new Failure<BucketFailureCode>('bucket-refused', 'it may not be read', {
      ...details,
      hint: 'give this service account roles/storage.objectViewer on the bucket',
    });
  if (/default credentials/i.test(message))
    return new Failure<BucketFailureCode>('bucket-refused', 'nobody is signed in to Google Cloud', {
      ...details,
      hint: 'gcloud auth application-default login, or run it as a service account',
    });
  return new Failure<BucketFailureCode>('bucket-unavailable', message, { ...details, hint: 'try again' });
}

/** Errors of the network that may pass (https://nodejs.org/api/errors.html#common-system-errors). */
const passing = ['ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ABORT_ERR'];

/** Statuses after which one asks again (https://docs.cloud.google.com/storage/docs/retry-strategy). */
const passingStatuses = [408, 429, 500, 502, 503, 504];

/** Whether the same call may succeed a moment later; bytes whose checksum is another may have been changed on their way. */
export function mayPass(error: unknown): boolean {
  for (let each = error; each instanceof Error; each = each.cause) {
    const { code } = each as { code?: unknown };
    if (passingStatuses.includes(Number(code)) || passing.includes(String(code))) return true;
    if (code === 'CONTENT_DOWNLOAD_MISMATCH') return true;
  }
  return false;
}
