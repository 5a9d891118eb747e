/**
 * Whether a value under a telling name is none: empty, a variable, what somebody masked, a word for nothing, or what the
 * gate put there itself.
 *
 * @example isPlaceholder('${DB_PASSWORD}') // true
 */
export function isPlaceholder(value: string): boolean {
  const text = value.trim().replaceAll(/^\\*["']|\\*["']$/g, '');
  return (
    text === '' ||
    /^(?:null|none|nil|true|false|undefined|nan|unknown|redacted|hidden|masked|removed)$/i.test(text) ||
    // Nothing but marks: ***, …, xxxx.
    /^(?:[*•.…_-]+|x{3,}|X{3,})$/.test(text) ||
    // A variable, or a word in brackets: $TOKEN, ${TOKEN}, {{ token }}, <token>, [redacted], %TOKEN%, [CLS].
    /^(?:\$\w+|\$\{[^}]*\}|\$\([^)]*\)|\{\{[^}]*\}\}|<[\w|/ -]+>|\[[\w -]+\]|%\w+%)$/.test(text)
  );
}
