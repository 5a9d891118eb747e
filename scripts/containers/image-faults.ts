/** What an image turned out to be. */
export interface ImageFacts {
  /** Its user, as it says itself. */
  readonly user: string;
  readonly isHealthChecked: boolean;
  /** Bytes and layers beyond those of its base. */
  readonly bytes: number;
  readonly layers: number;
  /** Its environment and the commands that made it, as text. */
  readonly history: string;
  /** Files from the root of the image, without the first slash, that its base does not have. */
  readonly files: readonly string[];
}

/** What it may be. */
export interface ImageRules {
  readonly maxBytes: number;
  readonly maxLayers: number;
  /** Places of the lock file that the workspace needs, e.g. `packages/failures` and `node_modules/zod`. */
  readonly needed: ReadonlySet<string>;
  /** What it holds besides code: files and folders in `/app`. */
  readonly data: readonly string[];
  /** Words that must not be in its history, e.g. a registry's password. */
  readonly secrets: readonly string[];
}

const forbidden: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)\.git\//, 'the history of the repository'],
  [/(?:^|\/)\.npmrc$/, 'settings of npm, which may hold passwords'],
  [/(?:^|\/)(?:\.env(?:\.\w+)?|tokens\.ya?ml|id_(?:rsa|ed25519)|[^/]+\.(?:p12|pfx))$/, 'a secret'],
];
const ofTests = /\.test\.tsx?$|\/(?:test|bench|node_modules\/\.cache)\//;
/** Files that builds make as mount points. */
const mountPoint = /^(?:etc\/(?:hosts|hostname|resolv\.conf)|run\/\.containerenv)$/;
const ofNpm = /^node_modules\/(?:\.bin\/|\.package-lock\.json$)/;

/** What is wrong with an image, a line each; empty where nothing is. */
export function imageFaults(facts: ImageFacts, rules: ImageRules): string[] {
  const faults: string[] = [];
  if (/^(?:root|0)?(?::|$)/.test(facts.user)) faults.push('its user is root');
  if (!facts.isHealthChecked) faults.push('it has no HEALTHCHECK');
  if (facts.bytes > rules.maxBytes)
    faults.push(`it adds ${megabytes(facts.bytes)} to its base, more than ${megabytes(rules.maxBytes)}`);
  if (facts.layers > rules.maxLayers)
    faults.push(`it adds ${facts.layers} layers to its base, more than ${rules.maxLayers}`);
  if (rules.secrets.some((secret) => facts.history.includes(secret)))
    faults.push('its history tells a secret of the build');
  // One file for each reason: a package that does not belong there has thousands.
  const found = new Map<string, string>();
  for (const file of facts.files) {
    const reason = faultOfFile(file, rules);
    if (reason !== null && !found.has(reason)) found.set(reason, file);
  }
  return [...faults, ...[...found].map(([reason, file]) => `/${file}: ${reason}`)];
}

function faultOfFile(file: string, { needed, data }: ImageRules): string | null {
  for (const [pattern, what] of forbidden) if (pattern.test(file)) return what;
  if (mountPoint.test(file)) return null;
  if (!file.startsWith('app/')) return 'files belong into /app';
  const path = file.slice('app/'.length);
  const isIn = (place: string): boolean => path === place || path.startsWith(`${place}/`);
  if (data.some(isIn) || ofNpm.test(path)) return null;
  // A package may bring others in a folder of its own: they are a part of it.
  const dependency =
    /^(?:.*?\/)??node_modules\/(?:@[^/]+\/)?[^/]+(?:\/node_modules\/(?:@[^/]+\/)?[^/]+)*/.exec(path)?.[0];
  if (dependency !== undefined)
    return needed.has(dependency) ? null : `the service does not need ${dependency}`;
  if (ofTests.test(path)) return 'only tests need it';
  return [...needed].some(isIn) ? null : 'the service does not need it';
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
