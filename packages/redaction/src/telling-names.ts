import { BoundedCache } from './bounded-cache.ts';

const spelled = new BoundedCache<string>();

/** Words of a name: `dbPassword`, `DB_PASSWORD` and `db.password` are all `db password`. */
function wordsOf(name: string): string {
  return spelled.recall(name, () =>
    name
      .replaceAll(/([a-z\d])([A-Z])|([A-Z])([A-Z][a-z])/g, '$1$3 $2$4')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '' && !/^(?:\d+|prod|production|dev|staging|test)$/.test(word))
      .join(' '),
  );
}

/** Any one of them, anywhere in the name, says that the value is a secret. */
const secretWord =
  /(?:^| )(?:password|passwd|passphrase|passcode|pwd|authorization|bearer|credential|cookie|apikey|accesskey|secretkey|privatekey|authtoken|accesstoken|connstr)s?(?: |$)/;
/** Last words of a name whose value is a secret. */
const secretEnd =
  /(?:^| )(?:secrets?|secret (?:key|value|string)|auth|pat|otp|sas|session id|connection string|(?:api|access|auth|private|account|shared|signing|encryption|master|storage|subscription|service|ssh|sas|license|licence) key|access key id)$/;
/** A group of secrets in a flattened configuration: `secrets.x` is the `x` of `{ secrets: { x: … } }`. */
const secretGroup = /(?:^|[./])secrets?[./]/i;
/** A name that speaks of a secret without holding one: `password_file`, `token_type`. */
const aboutSecret =
  /(?:^| )(?:file|path|policy|length|len|min|max|count|type|limit|field|column|size|id|ids|name|env|var|enabled|required|expiry|expires|ttl|url|uri)$/;
/** Tokens of a text, as language models count them. */
const textToken =
  /(?:^| )(?:pad|eos|bos|unk|sep|cls|mask|special|end|start|stop|image|audio|video|next|decoder|forced|prefix|suffix|new|first|last|per|sot|eot|boi|eoi|class|text|vocab|eod|separator|newline|blank|target|source) (?:.* )?token$/;

/**
 * Whether a name tells that its value is a secret.
 *
 * @example
 * tellsSecret('MLFLOW_TRACKING_PASSWORD') // true
 * tellsSecret('max_tokens') // false
 */
export function tellsSecret(name: string): boolean {
  const joined = wordsOf(name);
  if (aboutSecret.test(joined) && !/(?:access key|session) id$/.test(joined)) return false;
  if (secretWord.test(joined) || secretGroup.test(name)) return true;
  if (/(?:^| )token$/.test(joined)) return !textToken.test(joined);
  return secretEnd.test(joined);
}

/** Whether a name tells of a password: a number under it is one too. Under others it counts something: `token: 512`. */
export function isPasswordName(name: string): boolean {
  return /pass|pwd|secret|credential/i.test(name);
}

const userName =
  /(?:^| )(?:user|username|user name|login|login name|logname|userid|user id|created by|submitted by|started by|run by|account name|sudo user)$/;

/** Whether a name tells that its value is who ran something: `mlflow.user`, `LOGNAME`. */
export function tellsUser(name: string): boolean {
  const joined = wordsOf(name);
  return userName.test(joined) && !/^(?:n|num|number|per|cold|new|max|min) /.test(joined);
}

const hostName =
  /(?:^| )(?:host|hostname|host name|nodename|node name|nodelist|node list|machine name|computer name|computername|fqdn|ip address|ip)$/;

/** Whether a name tells that its value is a machine of the owner's: `HOSTNAME`, `slurm.nodelist`. */
export function tellsHost(name: string): boolean {
  return hostName.test(wordsOf(name));
}

const pathName =
  /(?:^| )(?:path|location|dir|directory|folder|home|cwd|root|entry point|artifact uri|source name|file|filename|source)$/;

/** Whether a name tells that its value is a place on a disk: `output_dir`, `entryPoint`. */
export function tellsPath(name: string): boolean {
  return pathName.test(wordsOf(name));
}
