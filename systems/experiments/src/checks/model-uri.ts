import { splitUrl } from '../interface/python-url.ts';

/** What a `models:/…` address means: a logged model, or a version of a registered one. */
export type ModelUri =
  | { readonly modelId: string }
  | {
      readonly name: string;
      readonly version?: string;
      readonly stage?: string;
      /** Neither version, stage nor alias: the newest of all. */
      readonly alias?: string;
    };

/**
 * Reads a `models:/…` address; `null` for what is none.
 *
 * @example
 * parseModelUri('models:/m-1'); // { modelId: 'm-1' }
 * parseModelUri('models:/penguins@champion'); // { name: 'penguins', alias: 'champion' }
 */
export function parseModelUri(uri: string): ModelUri | null {
  const { scheme, path } = splitUrl(uri, { fragments: false });
  if (scheme !== 'models' || !path.startsWith('/') || path === '/') return null;
  const [name = '', suffix, ...others] = path.replace(/^\/+/, '').split('/');
  if (name.trim() === '' || others.length > 0) return null;
  if (suffix !== undefined) return suffix.trim() === '' ? null : { name, ...versionOf(suffix) };
  const at = name.lastIndexOf('@');
  if (at === -1) return { modelId: name };
  const alias = name.slice(at + 1);
  return alias.trim() === '' ? null : { name: name.slice(0, at), alias };
}

function versionOf(suffix: string): { version?: string; stage?: string } {
  if (/^\d+$/.test(suffix)) return { version: suffix };
  return suffix.toLowerCase() === 'latest' ? {} : { stage: suffix };
}
