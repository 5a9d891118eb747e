/** A version of what is asked for. */
interface Current {
  /** A strong entity tag, in quotes. */
  readonly tag: string;
  /** Milliseconds since 1970. */
  readonly changed: number;
}

/**
 * What the conditions of a GET or HEAD come to, in the order of RFC 9110, section 13.2.2.
 *
 * @returns the status to answer without a body, or 200 to go on
 */
export function preconditions(headers: Headers, { tag, changed }: Current): 200 | 304 | 412 {
  const match = headers.get('If-Match');
  const since = dateOf(headers.get('If-Unmodified-Since'));
  if (match !== null ? !tagsOf(match).some((each) => each === '*' || each === tag) : isNewer(changed, since))
    return 412;
  const noneMatch = headers.get('If-None-Match');
  if (noneMatch !== null)
    return tagsOf(noneMatch).some((each) => each === '*' || each.replace(/^W\//, '') === tag) ? 304 : 200;
  const modified = dateOf(headers.get('If-Modified-Since'));
  return modified !== null && !isNewer(changed, modified) ? 304 : 200;
}

/** Whether a part may be sent: `If-Range` names the version of which the client has a part already. */
export function isSameRange(headers: Headers, { tag, changed }: Current): boolean {
  const condition = headers.get('If-Range');
  if (condition === null) return true;
  if (condition.includes('"')) return condition.trim() === tag;
  return dateOf(condition) === inSeconds(changed);
}

const tagsOf = (list: string): string[] => list.match(/\*|(?:W\/)?"[^"]*"/g) ?? [];

function dateOf(text: string | null): number | null {
  const date = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(date) ? null : date;
}

/** Dates of HTTP have no parts of seconds. */
const inSeconds = (time: number): number => Math.floor(time / 1000) * 1000;

const isNewer = (changed: number, date: number | null): boolean => date !== null && inSeconds(changed) > date;
