import { stand, type Rule } from './replace.ts';

/** Folders in which people and machines keep what is theirs. A system's own (`/usr`, `/etc`) say nothing of anybody. */
const roots =
  'home|Users|root|scratch|lscratch|mnt|media|Volumes|nfs|gpfs|lustre|beegfs|data|tmp|var|opt|private|srv|export|net|vol|storage|work|workspace|project|projects|cluster|share|shared|fsx|efs|afs|global|u|users|nas|raid|ssd|hdd|disk|databricks|Workspace';
/** What may stand before a path; in an address or a relative path it would be something else. */
const before = String.raw`(?<![\w./\\…~\]-])`;
const segment = String.raw`[^\s/\\"'<>|:;,]`;
/** A user's folder may have blanks in its name: "Ada Lovelace". */
const spacedUser = String.raw`${segment}+(?: ${segment}+){0,2}(?=[\\/])`;
const rest = String.raw`(?:(?<=[\\/](?:Users|home)[\\/])${spacedUser}|[^\s"'<>|;,])*`;

const patterns = [
  // file:///home/ada, file://server/share, file:/home/ada
  String.raw`\bfile:\/{1,3}(?:${segment}*\/+(?:Users|home)\/+${spacedUser})?${rest}`,
  // C:\Users\Ada Lovelace\x, D:/data, escaped once or more; \\?\C:\x
  String.raw`(?<![A-Za-z])(?:\\{2,4}[?.]\\{1,2})?[A-Za-z]:(?:\\+|\/(?!\/))(?:(?:Users|Documents and Settings)[\\/]+${spacedUser})?${rest}`,
  // \\server\share\x
  String.raw`(?<![\w\\])\\{2,4}[\w.$-]+\\{1,2}(?:Users\\+${spacedUser})?${rest}`,
  // /home/ada, /Users/Ada Lovelace/x
  String.raw`${before}\/+(?:(?:home|Users)\/+${spacedUser}|(?:${roots})\/)${rest}`,
  // //server/share
  String.raw`(?<=^|[\s"'=(])\/\/[\w$-]+(?:\.[\w-]+)*\/${rest}`,
  // ~/x, ~ada/x, $HOME/x, %USERPROFILE%\x
  String.raw`(?<![\w/.~])(?:~[\w.-]*|\$HOME|\$\{HOME\}|%USERPROFILE%|%HOMEPATH%)[\\/]${rest}`,
];
const localPath = new RegExp(patterns.join('|'), 'g');
/** home/ada/x in a path that is relative, as artefacts' are. */
const relativeHome = /(?<=^|[\s"'=/\\])(home|Users)([\\/])(?!…)([^\s/\\"'<>|[\]]+)(?=[\\/])/g;

/** A whole path copied below another one: artifacts/mnt/nas/ada/x */
const relativeRoot =
  /^((?:[^/]+\/)*?)((?:home|Users|scratch|lscratch|mnt|Volumes|gpfs|lustre|nfs|~[\w.-]+)\/(?!…)[^\s].*)$/s;

/** Last parts that say what a folder is for, not whose. */
const plain =
  /^(?:\d+|mlruns|mlartifacts|artifacts?|models?|checkpoints?|data|datasets?|logs?|runs?|outputs?|results?|train|test|val|validation|src|notebooks?)$/i;

/**
 * Paths of somebody's disk, cut to what they end in: the name of a file, or a folder's below somebody's home.
 *
 * @example redactPaths('read /home/ada/data.csv', () => true) // 'read …/data.csv'
 */
export const redactPaths: Rule = (text, takeOut) => {
  if (!/[/\\]/.test(text)) return text;
  return text
    .replaceAll(localPath, (path) => {
      const [, kept = path, punctuation = ''] = /^(.*?)([.)\]},:]*)$/s.exec(path) ?? [];
      return takeOut('path', kept) ? `${shortPath(kept)}${punctuation}` : path;
    })
    .replaceAll(relativeHome, (whole, home: string, slash: string, user: string) =>
      takeOut('user', user) ? `${home}${slash}${stand.user}` : whole,
    );
};

/**
 * The whole of a text that is a path, whatever it begins with: for fields that hold places.
 *
 * @example redactPlace('/ssd1/ada/mlruns', () => true) // '…/mlruns'
 */
export const redactPlace: Rule = (text, takeOut) => {
  const [, kept = '', inside] = relativeRoot.exec(text) ?? [];
  if (inside !== undefined) return takeOut('path', inside) ? `${kept}${shortPath(`/${inside}`)}` : text;
  const isPath = /^(?:file:|[A-Za-z]:[\\/]|\\\\|\/|~[\w.-]*(?:[\\/]|$))/.test(text);
  if (!isPath || /^\/(?:usr|etc|bin|sbin|lib\d*|dev|proc|sys|app)(?:\/|$)/.test(text) || text === '/')
    return text;
  // A path with words after it is a text.
  if (/[,;]\s/.test(text)) return text;
  return takeOut('path', text) ? shortPath(text) : text;
};

/** `…/` and the last part, or `…` where that may be a person's name. */
export function shortPath(path: string): string {
  const parts = decoded(path)
    .replace(/^file:/, '')
    .split(/[?#]/, 1)
    .join('')
    .split(/[\\/]+/)
    .filter((part) => part !== '' && !/^(?:[A-Za-z]:|\?|\.)$/.test(part));
  const last = parts.at(-1);
  if (last === undefined) return stand.path;
  const home = parts.findIndex((part) =>
    /^(?:home|Users|Documents and Settings|scratch|lscratch)$/.test(part),
  );
  const tilde = /^(?:~|\$|%)/.test(parts[0] ?? '');
  const isBelowHome = (home !== -1 && parts.length > home + 2) || (tilde && parts.length > 1);
  const isFile = parts.length > 1 && /\.[A-Za-z][\w]{0,9}$/.test(last) && !last.startsWith('.');
  const isPlain = parts.length > 1 && plain.test(last) && !(home !== -1 && parts.length === home + 2);
  const shown = isFile || isPlain || (isBelowHome && parts[home] !== 'scratch' && parts[home] !== 'lscratch');
  return shown ? `${stand.path}/${last}` : stand.path;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Names of the people whose home folders a text speaks of. */
export function homesIn(text: string): string[] {
  return Array.from(text.matchAll(/[\\/](?:home|Users)[\\/]+([^\s/\\"'<>|:;,]+)/g), ([, user = '']) => user);
}
