/** Text that the YAML reader of DVC takes for something else when it is not quoted. */
const TAKEN = [
  /^(?:true|True|TRUE|false|False|FALSE|~|null|Null|NULL|<<|=)?$/,
  /^[-+]?(?:0b[01_]+|0o?[0-7_]+|[0-9_]+|0x[0-9a-fA-F_]+)$/,
  /^[-+]?[0-9][0-9_]*(?:\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)$/,
  /^[-+]?\.(?:[0-9_]+(?:[eE][-+][0-9]+)?|inf|Inf|INF)$/,
  /^\.(?:nan|NaN|NAN)$/,
  /^[0-9]{4}-(?:[0-9]{2}-[0-9]{2}|[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:.*)$/,
];

/** Whether text means itself in YAML 1.2 as ruamel.yaml reads it, without quotes. */
export function isPlain(text: string): boolean {
  if (TAKEN.some((one) => one.test(text))) return false;
  if (/^[,[\]{}#&*!|>'"%@`]|^[-?:](?:\s|$)|^(?:---|\.\.\.)/.test(text)) return false;
  if (/^\s|\s$|:(?:\s|$)|\s#/.test(text)) return false;
  return !hasUnprintable(text);
}

/** Text as a YAML scalar on one line. */
export function yamlText(text: string): string {
  if (isPlain(text)) return text;
  if (hasUnprintable(text) || text.includes("'"))
    return JSON.stringify(text).replaceAll(
      UNPRINTABLE,
      (one) => `\\U${(one.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`,
    );
  return `'${text}'`;
}

// eslint-disable-next-line no-control-regex -- these are what is looked for
const UNPRINTABLE = /[\u0000-\u001F\u007F-\u0084\u0086-\u009F\u2028\u2029\uD800-\uDFFF\uFEFF\uFFFE\uFFFF]/gu;

function hasUnprintable(text: string): boolean {
  return text.search(UNPRINTABLE) >= 0;
}
