/** A secret planted into a text. */
export interface Planted {
  /** The name it stands under, where that is what tells. */
  name?: string;
  text: string;
  /** None of these may be found afterwards, in upper or lower case. */
  needles: readonly string[];
}

/** Made of parts, so that no scanner of source takes this file for a leak. */
const join = (...parts: string[]): string => parts.join('');
const text = (write: (core: string) => string) => (core: string) => ({ text: write(core), needles: [core] });
const named = (name: string) => (core: string) => ({ name, text: `x${core}`, needles: [core] });
const byte = (core: string, at: number): number => 1 + (Number.parseInt(core.slice(at, at + 2), 16) % 250);

/**
 * Kinds of what must never be published, each as a function of a core: 16 hexadecimal digits of which at least one is a
 * letter and one a digit.
 */
export const plantedSecrets: Readonly<Record<string, (core: string) => Planted>> = {
  'AWS key id': text((core) => join('AK', 'IA', core.toUpperCase())),
  'AWS secret in an environment': text((core) => `AWS_SECRET_ACCESS_KEY=${core}${core}/+aBcDeF`),
  'GitHub token': text((core) => join('gh', 'p_', core, core, 'aB1z')),
  'GitHub fine-grained token': text((core) =>
    join('github', '_pat_', '11ABCDEFG0', core.slice(0, 12), '_', core, core, core, core.slice(0, 11)),
  ),
  'GitLab token': text((core) => join('gl', 'pat-', core, 'a1B2')),
  'Hugging Face token': text((core) => join('h', 'f_', 'aBcDeFgHiJkLmNoPqR', core)),
  'OpenAI key': text((core) =>
    join('sk-', 'proj-', core.repeat(4), 'ab1234567c', 'T3Blbk', 'FJ', core.repeat(4), 'ab1234567c'),
  ),
  'Anthropic key': text((core) => join('sk-', 'ant-api03-', core.repeat(5), 'abcdefghijklm', 'AA')),
  'Slack token': text((core) => join('xo', 'xb-', '123456789012-123456789012-', core, 'abcdefgh')),
  'Slack webhook': text((core) =>
    join('https://hooks.', 'slack.com/services/T0000AAAA/B0000AAAA/', core, 'abcdefgh'),
  ),
  'Discord webhook': text((core) => `https://discord.com/api/webhooks/123456789012345678/${core}${core}`),
  'Stripe key': text((core) => join('sk', '_live_', core, 'abcdefgh')),
  'SendGrid key': text((core) => join('SG', '.', core, 'abcdef.', core, core, 'abcdefghijk')),
  'npm token': text((core) => join('np', 'm_', core, core, 'aB1z')),
  'PyPI token': text((core) => join('py', 'pi-', 'AgEIcHlwaS5vcmc', core.repeat(4))),
  'Docker token': text((core) => join('dck', 'r_pat_', core, 'abcdefghijk')),
  'Google key': text((core) => join('AI', 'za', core, core, 'abc')),
  'service account of Google': text(
    (core) => `{"type": "service_account", "private_key": "MIIE${core}", "client_id": "1"}`,
  ),
  'private key': text((core) =>
    join(
      '-----BEGIN RSA PRIV',
      'ATE KEY-----\nMIIE',
      core,
      core,
      '\n',
      core,
      '\n-----END RSA PRIV',
      'ATE KEY-----',
    ),
  ),
  'private key on one line, cut short': text((core) =>
    join('-----BEGIN OPENSSH PRIV', 'ATE KEY-----\\n', core, core),
  ),
  'JSON Web Token': text((core) => join('ey', 'JhbGciOiJIUzI1NiJ9.', 'eyJ', core, '.', core, core)),
  'Databricks token': text((core) => join('da', 'pi', core, core)),
  'DigitalOcean token': text((core) => join('do', 'p_v1_', core.repeat(4))),
  'Shopify token': text((core) => join('shp', 'at_', core, core)),
  'Telegram token': text((core) => join('1234567890:', 'AA', core, core, 'x')),
  'signature of Azure': text(
    (core) => `https://store.blob.core.windows.net/c/x?sv=2022-11-02&sig=${core}%3D&se=2027`,
  ),
  'signature of AWS': text(
    (core) => `https://bucket.s3.amazonaws.com/x?X-Amz-Expires=60&X-Amz-Signature=${core}${core}`,
  ),
  'key in a connection string': text(
    (core) =>
      `DefaultEndpointsProtocol=https;AccountName=store;AccountKey=${core}${core}==;EndpointSuffix=core.windows.net`,
  ),
  'password in a connection string': text(
    (core) => `Server=db.example.org;Uid=ada;Pwd=${core};Database=runs`,
  ),
  'password in an address': text((core) => `postgresql://ada:${core}@db.example.org/runs`),
  'password with a slash and a hash': text((core) => `postgresql://ada:a/b#${core}@db.example.org/runs`),
  'password with an at sign': text((core) => `https://ada:p@${core}@git.example.org/x.git`),
  'token as the user': text((core) => `https://${core}@git.example.org/x.git`),
  'bearer of a header': text((core) => `Authorization: Bearer ${core}`),
  'header of a command': text((core) => `curl -H 'X-Api-Key: ${core}' https://example.org`),
  'user of a command': text((core) => `curl -u ada:${core} https://example.org`),
  'flag with an equals sign': text((core) => `python train.py --token=${core} --epochs 3`),
  'flag with a blank': text((core) => `python train.py --api-key ${core} --epochs 3`),
  'flag in quotes': text((core) => `python train.py --password "a b ${core}" --epochs 3`),
  'short flag': text((core) => `client -h db.example.org -p ${core} runs`),
  'short flag without a blank': text((core) => `mysql -u root -p${core} runs`),
  'variable of a command': text((core) => `export DB_PASSWORD=${core}; python train.py`),
  JSON: text((core) => JSON.stringify({ db: { password: core, port: 5432 } })),
  'JSON in JSON in JSON': text((core) =>
    JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ secret: core }) }) }),
  ),
  'JSON with a name twice': text((core) => `{"token": "x${core}", "token": ""}`),
  'pairs in JSON': text((core) => JSON.stringify([{ name: 'API_KEY', value: core }])),
  'dict of Python': text((core) => `{'user': None, 'password': 'a ${core}'}`),
  YAML: text((core) => `db:\n  password: correct horse ${core}\n  port: 5432`),
  'environment with tags': text((core) => `CUDA=0\nWANDB_API_KEY=${core}${core}\nLANG=C`),
  'a sentence that tells it': text((core) => `the password is ${core}.`),
  'a sentence that tells it, in quotes': text((core) => `my passphrase was \`x${core}\`, ask me`),
  'a name that tells': named('db_password'),
  'a name that tells, in capitals': named('MLFLOW_TRACKING_TOKEN'),
  'a name that tells, in humps': named('clientSecret'),
  'a name in a group that tells': named('app.secrets.smtp'),
  'a tag of MLflow with a user': named('mlflow.user'),
  'a tag with a host': named('HOSTNAME'),
  'home on Linux': text((core) => `/home/u${core}/work/data.csv`),
  'home on Linux, itself': text((core) => `/home/u${core}`),
  'home on macOS, with a blank': text((core) => `/Users/Ada L${core}/runs/model.onnx`),
  'home on Windows': text((core) => `C:\\Users\\u${core}\\data.csv`),
  'home on Windows, with a blank': text((core) => `C:\\Users\\Ada L${core}\\Documents\\data.csv`),
  'home below a tilde': text((core) => `~u${core}/data.csv`),
  'another drive as an address': text((core) => `file:///D:/u${core}/mlruns/0/model`),
  'an address of a file': text((core) => `file:///home/u${core}/mlruns/0`),
  UNC: text((core) => `\\\\srv${core}\\share\\data.csv`),
  'UNC as an address': text((core) => `file://srv${core}/share/data.csv`),
  scratch: text((core) => `/scratch/u${core}/run`),
  'scratch of a group': text((core) => `/scratch/lab/u${core}`),
  'a mount': text((core) => `/mnt/nas/u${core}/data.csv`),
  'a relative home': text((core) => `artifacts/home/u${core}/model.onnx`),
  'a host of one word': text((core) => `http://h${core}:5000/api`),
  'a host of one word in a connection string': text((core) => `Server=tcp:h${core},1433;Database=runs`),
  'a host of an intranet': text((core) => `mlflow.h${core}.corp`),
  'a host of a cluster': text((core) => `https://mlflow.h${core}.svc.cluster.local:8080/x`),
  'a host in a file of events': text((core) => `events.out.tfevents.1700000000.h${core}.4242.0.v2`),
  'a host in a folder of runs': text((core) => `runs/Nov23_10-15-00_h${core}`),
  'a private address': (core) => {
    const address = `10.${byte(core, 0)}.${byte(core, 2)}.${byte(core, 4)}`;
    return { text: `tcp://${address}:2376`, needles: [address] };
  },
  'a remote over SSH': text((core) => `u${core}@gpu-box:/data/runs`),
  'e-mail': text((core) => `ada.${core}@example.org`),
};
