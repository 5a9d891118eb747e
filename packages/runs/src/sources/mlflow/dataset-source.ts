import { redactAddress } from '@modelfolio/redaction/redact-address';

/** Fields that MLflow's data set sources keep their address in, best first. */
const ADDRESSES = ['url', 'uri', 'path', 'delta_table_name', 'table_name'];

/** Address or path in a data set's source, which is JSON text; text that is not JSON is the address itself. */
export function dataSource(source: string | null): string | null {
  if (!source) return null;
  const fields = jsonObject(source);
  if (fields === null) return redactAddress(source);
  for (const name of ADDRESSES) {
    const value = fields[name];
    if (typeof value === 'string' && value !== '') return redactAddress(value);
  }
  return null;
}

/** Rows told by a data set's profile: `num_rows` of tables, the first length of arrays. */
export function rowsOf(profile: string | null): number | null {
  const fields = jsonObject(profile ?? '');
  const shape = fields?.['features_shape'];
  for (const rows of [fields?.['num_rows'], Array.isArray(shape) ? shape[0] : undefined])
    if (typeof rows === 'number' && Number.isSafeInteger(rows) && rows >= 0) return rows;
  return null;
}

function jsonObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
