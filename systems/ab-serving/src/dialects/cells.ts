import { datatypeOf, type Datatype } from '../protocol/datatypes.ts';
import { toElement, type ToElement } from '../protocol/elements.ts';
import type { SignatureColumn } from '../signature.ts';

/** What stands for a missing value in the types that have such: NaN (of half precision its bits) and empty text. */
const missingElements: Partial<Record<Datatype, number | string>> = {
  FP16: 0x7e_00,
  FP32: Number.NaN,
  FP64: Number.NaN,
  BYTES: '',
};

/** What makes elements out of a column's cells: `null` is a missing value where the signature allows one. */
export function toCell({ type, missing }: SignatureColumn): ToElement {
  const datatype = datatypeOf(type);
  const element = toElement(datatype);
  const substitute = missing ? (missingElements[datatype] ?? null) : null;
  return (value) => (value === null ? substitute : element(value));
}
