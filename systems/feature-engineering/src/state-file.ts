import { z } from 'zod';
import { FeaturesError } from './features-error.ts';
import { fittedTransformer, type FittedTransformer } from './transformers/transformer.ts';

const newest = 1;
/** A fitted transformer as a file. */
export const stateFile = z.strictObject({
  schemaVersion: z.literal(newest),
  /** Of the fitted transformer as compact JSON: whether anyone has changed it. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  fitted: fittedTransformer,
});

/** A fitted transformer as a file: readable JSON with the digest of what it holds. */
export async function writeState(fitted: FittedTransformer): Promise<string> {
  const file = { schemaVersion: newest, sha256: await digestOf(fitted), fitted };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Reads {@link writeState}'s.
 *
 * @param name of the file, for messages
 * @throws FeaturesError `state-newer` for one of a later version, `state-invalid` for one that is damaged or was changed
 */
export async function readState(text: string, name: string): Promise<FittedTransformer> {
  const value = parseJson(text, name);
  const { schemaVersion } = z.looseObject({ schemaVersion: z.number() }).safeParse(value).data ?? {};
  if (schemaVersion !== undefined && schemaVersion > newest)
    throw new FeaturesError(
      'state-newer',
      `its schema version is ${schemaVersion}, this program knows ${newest}`,
      {
        file: name,
        hint: 'install a newer version',
      },
    );
  const { success, data, error } = stateFile.safeParse(value);
  if (!success) {
    const [issue] = error.issues;
    throw new FeaturesError(
      'state-invalid',
      `/${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'wrong'}`,
      { file: name },
    );
  }
  if ((await digestOf(data.fitted)) !== data.sha256)
    throw new FeaturesError('state-invalid', 'it was changed after it was written: the digest is another', {
      file: name,
      hint: 'fit again',
    });
  return data.fitted;
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FeaturesError('state-invalid', 'not JSON', { file: name, cause });
  }
}

async function digestOf(fitted: FittedTransformer): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(fitted));
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
