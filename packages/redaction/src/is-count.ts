/**
 * Whether a text is a number that counts or measures something. One of many digits may be a key.
 *
 * @example isCount('512') // true
 */
export function isCount(text: string): boolean {
  return /^[-+]?(?:\d{1,8}(?:\.\d*)?|\.\d+)(?:e[-+]?\d{1,3})?$/i.test(text.trim());
}
