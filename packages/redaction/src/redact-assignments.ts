import { isCount } from './is-count.ts';
import { isPlaceholder } from './is-placeholder.ts';
import { stand, type Rule, type TakeOut } from './replace.ts';
import { isPasswordName, tellsHost, tellsSecret, tellsUser } from './telling-names.ts';

/** A name and what stands between it and its value: `name=`, `name: `, `"name": `, `'name'] = `, `name => `, `--name `. */
const heads = [
  /(?<![\w.])([A-Za-z_][\w.-]{0,100})\\*["']?\]?[ \t]*(?:=>|:=|[:=])\s*/g,
  /(?<![\w-])--?([A-Za-z][\w.-]{2,100})[ \t]+(?!-)/g,
  // {"name": "DB_PASSWORD", "value": "…"}, as lists of environment variables are written.
  /\\*["'](?:name|key|variable|Name|Key)\\*["']\s*:\s*\\*["']([\w.-]{1,100})\\*["']\s*,\s*\\*["'][Vv]alue\\*["']\s*:\s*/g,
];
/**
 * A value: in quotes, which are escaped where JSON is in JSON; a scheme of HTTP's and what follows it; else up to a blank, a
 * quote, or where the next name begins.
 */
const value =
  /(\\*["'])((?:(?!\1)[^])*)\1|((?:Bearer|Basic|Token|Digest|ApiKey|Negotiate)\s+[^\s"'\\]+|(?:(?![,;&]\s*\\*["']?[\w.-]+\\*["']?\s*[:=])[^\s"'\\])+)/y;
/** A whole line of YAML or of a header, whose value may have blanks in it. */
const line = /^([ \t]*(?:- )?([A-Za-z_][\w.-]{0,60}):[ \t]+)([^\s"'{[].*)$/gm;
/** `-p value`, `-pvalue` and `-u user:value`: passwords of mysql, curl, docker login and many more. */
const short = /(?<=\s|^)(-p[ \t=]?|-u[ \t]*(?=["']?[^\s:]+:[^\s/]))(["']?)((?!-)[^\s"'\\]+)/g;
/** Commands whose -p says something else. */
const otherShort = /\b(?:mkdir|papermill|cp|install|tar|pytest|ps|nvidia-smi|ssh-keygen)\b/;
/** `the password is hunter22`, "the API token was `x`": a sentence that tells one. */
const told =
  /(?<![\w-])((?:pass(?:word|wd|phrase|code)|pwd|(?:api|access|secret|private|auth|bearer) ?(?:key|token)|(?<=\b(?:the|my|our|your|a|its|with) )token)[ \t]+(?:is|was|are|ist|lautet)[ \t]+)(?:(\\*["'`])([^\s"'`\\]{4,})\2|((?=[^\s,;]*\d)(?=[^\s,;]*[A-Za-z])[^\s"'`,;]{6,}?)(?=[.,;:!?)]*(?:\s|$)))/gi;
/** The name of a variable, which is no value: `the API key is "OPENAI_API_KEY"`. */
const variableName = /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/;
const bearer = /\b(?:Bearer|Basic)\s+(?=[^\s"']*\d)[\w+/.~-]{12,}=*/g;

/**
 * Values under telling names in running text: JSON, YAML, environment, command lines, connection strings, headers.
 *
 * @example redactAssignments('--token=abc', () => true) // '--token=[redacted]'
 */
export const redactAssignments: Rule = (text, takeOut) => {
  if (!/[:=]|(?:^|\s)-|Bearer|Basic|\s(?:is|was|are|ist|lautet)\s/.test(text)) return text;
  let shown = text.replaceAll(line, (whole, head: string, name: string, rest: string) =>
    // A line that goes on with a further name is looked at name by name.
    tellsSecret(name) && !/[:=,]\s/.test(rest) && isSecret(name, rest) && takeOut('secret', rest)
      ? `${head}${stand.secret}`
      : whole,
  );
  for (const head of heads) shown = redactAfter(shown, head, takeOut);
  if (!otherShort.test(shown))
    shown = shown.replaceAll(short, (whole, flag: string, quote: string, found: string) =>
      // A port, or two: -p 8080:80.
      /^[\d:.-]*(?:\/tcp|\/udp)?$/.test(found) || isPlaceholder(found) || !takeOut('secret', found)
        ? whole
        : `${flag}${quote}${stand.secret}`,
    );
  shown = shown.replaceAll(
    told,
    (
      whole,
      head: string,
      quote: string | undefined,
      inside: string | undefined,
      plain: string | undefined,
    ) => {
      const found = inside ?? plain ?? '';
      return isPlaceholder(found) || variableName.test(found) || !takeOut('secret', found)
        ? whole
        : `${head}${quote ?? ''}${stand.secret}${quote ?? ''}`;
    },
  );
  return shown.replaceAll(bearer, (whole) => (takeOut('secret', whole) ? stand.secret : whole));
};

/** Looks at the value after each name that tells; the value of another may hold further names. */
function redactAfter(text: string, pattern: RegExp, takeOut: TakeOut): string {
  let shown = '';
  let done = 0;
  for (const match of text.matchAll(pattern)) {
    const [head, name = ''] = match;
    const start = match.index + head.length;
    if (start < done || !(tellsSecret(name) || tellsUser(name) || tellsHost(name))) continue;
    value.lastIndex = start;
    const [whole = '', quote = '', inside, plain] = value.exec(text) ?? [];
    const found = inside ?? plain ?? '';
    const kind = kindOf(name, found);
    if (kind === null || !takeOut(kind, found)) continue;
    shown += `${text.slice(done, start)}${quote}${stand[kind]}${quote}`;
    done = start + whole.length;
  }
  return shown + text.slice(done);
}

function kindOf(name: string, found: string): 'secret' | 'user' | 'host' | null {
  if (isPlaceholder(found) || found.startsWith(stand.secret) || found.startsWith(stand.user)) return null;
  if (tellsSecret(name)) return isSecret(name, found) ? 'secret' : null;
  // Of an address as the value of a user, nothing but its host is private: another rule's business.
  if (tellsUser(name) && /^[^\s:/{}[\]()]+$/.test(found) && !isCount(found)) return 'user';
  return tellsHost(name) && isHostWord(found) ? 'host' : null;
}

function isSecret(name: string, found: string): boolean {
  return !isPlaceholder(found) && (!isCount(found) || isPasswordName(name));
}

/** One word, or a list, that can be a machine's name; this machine says nothing. */
export function isHostWord(text: string): boolean {
  return (
    /^[A-Za-z0-9][\w.,[\]-]*(?::\d+)?$/.test(text) &&
    !isCount(text) &&
    !/^(?:localhost|127\.|0\.0\.0\.0|::1|host\.invalid)/.test(text)
  );
}
