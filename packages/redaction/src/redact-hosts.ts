import { stand, type Rule } from './replace.ts';

/** Schemes whose address begins with a machine; that of `s3://` begins with a bucket. */
const schemes =
  'https?|wss?|ftps?|sftp|ssh|git|svn|postgres(?:ql)?|mysql|mariadb|mongodb|redis|rediss|amqps?|hdfs|webhdfs|smb|cifs|nfs|tcp|udp|grpcs?|rsync|ldaps?|kafka|mssql|sqlserver|oracle|mlflow-artifacts|dask|ray|spark|clickhouse|elasticsearch|http\\+unix';
const address = new RegExp(`((?:${schemes})(?:\\+\\w+)?:\\/\\/)(\\[[0-9a-fA-F:]+\\]|[\\w.-]+)`, 'gi');
/** Names that no resolver outside knows. */
const internalName =
  /(?<![\w.@-])(?:[A-Za-z0-9](?:[\w-]*[A-Za-z0-9])?\.)+(?:internal|intranet|intra|corp|lan|local|localdomain|private|home\.arpa)(?![\w-]|\.\w)/g;
const octet = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`;
/** RFC 1918, RFC 6598, link-local. Not a version: `pkg==10.9.0.58`. */
const privateAddress = new RegExp(
  String.raw`(?<![\w.]|[=<>~]=\s?|\bv)(?:10(?:\.${octet}){3}|192\.168(?:\.${octet}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.${octet}){2}|169\.254(?:\.${octet}){2}|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])(?:\.${octet}){2})(?![\w]|\.\d)`,
  'g',
);
/** Unique local and link-local (RFC 4193, RFC 4291). */
const privateIpv6 = /(?<![\w:])(?:f[cd][0-9a-f]{2}|fe80)(?::[0-9a-f]{0,4}){2,7}(?![\w:])/gi;
/** AWS names machines by their private address. */
const awsName = /\bip-\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}\b(?:\.[\w-]+)*/g;
/** TensorBoard puts the machine into the name of each file: events.out.tfevents.<time>.<host>.<pid>.<n>[.v2] */
const eventFile =
  /(tfevents\.\d+\.)(?!host\.invalid)([\w-]+(?:\.[\w-]*[A-Za-z_-][\w-]*)*)(?=(?:\.\d+)*(?:\.v2)?(?![\w.]))/g;
/** Folders that its writer makes: runs/Nov23_10-15-00_<host> */
const runFolder =
  /((?<![A-Za-z])[A-Z][a-z]{2}\d{2}_\d{2}-\d{2}-\d{2}_)(?!host\.invalid)([A-Za-z][\w-]*(?:\.[\w-]+)*)/g;
/** ada@gpu-box:/data: another rule takes whole addresses of e-mail. */
const remote = /(?<![\w.@]|:\/\/)([\w.-]+)@([\w-]+)(?=:[\w/~.…-])/g;

/** The machine of a connection string, before a further part of it: Server=tcp:sql-7,1433; or Data Source=SQL7\\PROD; */
const server =
  /((?<![a-z_])(?:server|data source|addr(?:ess)?|network address)\s*=\s*(?:tcp:|np:|lpc:)?)([A-Za-z][\w-]*)(?=(?:\\+\w+)?(?:,\d+)?\s*;\s*[a-z][\w ]*=)/gi;

/**
 * Machines that only the owner's network knows.
 *
 * @example redactHosts('http://gpu-7:5000/x', () => true) // 'http://host.invalid:5000/x'
 */
export const redactHosts: Rule = (text, takeOut) => {
  const out = (found: string): string => (takeOut('host', found) ? stand.host : found);
  let shown = text;
  if (shown.includes('://'))
    shown = shown.replaceAll(address, (whole, scheme: string, host: string) =>
      isInternal(host) && takeOut('host', host) ? `${scheme}${stand.host}` : whole,
    );
  if (shown.includes('tfevents'))
    shown = shown.replaceAll(eventFile, (whole, start: string, host: string) =>
      takeOut('host', host) ? `${start}${stand.host}` : whole,
    );
  shown = shown.replaceAll(runFolder, (whole, start: string, host: string) =>
    takeOut('host', host) ? `${start}${stand.host}` : whole,
  );
  if (shown.includes('@'))
    shown = shown.replaceAll(remote, (whole, user: string, host: string) =>
      user !== 'git' && /[A-Za-z]/.test(host) && !/^(?:k|top-?\d*)$/i.test(host) && takeOut('host', host)
        ? `${stand.user}@${stand.host}`
        : whole,
    );
  if (shown.includes(';'))
    shown = shown.replaceAll(server, (whole, start: string, host: string) =>
      isInternal(host) && takeOut('host', host) ? `${start}${stand.host}` : whole,
    );
  for (const pattern of [awsName, internalName, privateAddress, privateIpv6])
    shown = shown.replaceAll(pattern, out);
  return shown;
};

function isInternal(host: string): boolean {
  const name = host.toLowerCase();
  if (/^(?:localhost|127\.|0\.0\.0\.0$|\[::1\]$|host\.invalid$)/.test(name)) return false;
  if (name.startsWith('[')) return /^\[(?:f[cd]|fe80)/.test(name);
  // One word, which has no dot: no name outside is like that.
  return !name.replace(/\.$/, '').includes('.');
}
