import { parseExactJson } from '../protocol/exact-json.ts';
import { objectAt, refuseOtherFields } from '../protocol/json-object.ts';
import type { ModelSignature } from '../signature.ts';
import type { DialectRequest } from './dialect-request.ts';
import { tensorsOfInstances } from './instances.ts';

/**
 * A request of KServe's older V1 protocol, to `/v1/models/<model>:predict`.
 *
 * @throws Refusal `json-invalid`, `inference-invalid`
 */
export function parseKserveV1Request(body: Uint8Array, signature: ModelSignature): DialectRequest {
  const request = objectAt(parseExactJson(body), '');
  refuseOtherFields(request, ['instances'], '');
  return {
    inputs: tensorsOfInstances(request['instances'], signature, '/instances'),
    parameters: {},
  };
}
