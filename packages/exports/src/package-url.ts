/**
 * The package URL of what a run was made with: of npm where it ran on Node, of PyPI where it ran on Python; `null` where
 * that is not known, or the version is no single one. See https://github.com/package-url/purl-spec
 *
 * @param runtime e.g. `node 24.21.0` or `python 3.12.1`
 */
export function packageUrl(runtime: string | null, name: string, version: string): string | null {
  const type = /^node\b/i.test(runtime ?? '') ? 'npm' : /^c?python\b/i.test(runtime ?? '') ? 'pypi' : null;
  const parts = name.split('/');
  const isName = parts.length === 1 || (type === 'npm' && parts.length === 2 && name.startsWith('@'));
  if (type === null || !isName || parts.includes('') || !/^\d[\w.+!-]*$/.test(version)) return null;
  // PyPI takes these names for one (PEP 503).
  const known = type === 'pypi' ? [name.toLowerCase().replaceAll(/[-_.]+/g, '-')] : parts;
  return `pkg:${type}/${known.map(encode).join('/')}@${encode(version)}`;
}

/** Percent-encodes all but letters, digits and `-._~`. */
const encode = (part: string): string =>
  encodeURIComponent(part).replaceAll(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
