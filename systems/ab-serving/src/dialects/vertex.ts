import { parseExactJson } from '../protocol/exact-json.ts';
import { objectAt, refuseOtherFields } from '../protocol/json-object.ts';
import type { ModelSignature } from '../signature.ts';
import type { DialectRequest } from './dialect-request.ts';
import { tensorsOfInstances } from './instances.ts';

/**
 * A prediction request as Vertex AI sends it to a container: `instances` and, where the caller gave any, `parameters`.
 *
 * @throws Refusal `json-invalid`, `inference-invalid`
 */
export function parseVertexRequest(body: Uint8Array, signature: ModelSignature): DialectRequest {
  const request = objectAt(parseExactJson(body), '');
  refuseOtherFields(request, ['instances', 'parameters'], '');
  const parameters = request['parameters'];
  return {
    inputs: tensorsOfInstances(request['instances'], signature, '/instances'),
    parameters: parameters === undefined || parameters === null ? {} : objectAt(parameters, '/parameters'),
  };
}
