import { relative, sep } from 'node:path';
import type { Databases } from '@modelfolio/project/databases';
import { invalidParameter, MlflowError } from '../mlflow-error.ts';
import { joinPaths, safePath } from './artifact-path.ts';
import type { ArtifactPlace } from './artifact-place.ts';
import { openDigests, withDigests, type KnowingPlace } from './digests.ts';
import { folderPlace } from './folder-place.ts';
import { parseLocation, type Location } from './location.ts';

export interface ArtifactOptions {
  /** Where artifacts of new experiments go, as `--default-artifact-root` has it. */
  readonly defaultRoot: string;
  /**
   * Where what is sent to this server is kept, as `--artifacts-destination` has it; `null` for a server that takes none
   * (`--no-serve-artifacts`).
   */
  readonly destination: string | null;
  /** Further places that it may read and change, e.g. the `mlruns` of an older server. Default: none. */
  readonly furtherRoots?: readonly string[];
  /** What relative paths are relative to. */
  readonly cwd: string;
  /** Environment variables of the clients of storages. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Database of the digests of what is stored, made where it is not there; `:memory:` forgets them at the end. */
  readonly digestsFile: string;
  /** Default: SQLite. */
  readonly databases?: Databases;
}

/** Artifacts, by a path at a place. */
export interface Located {
  readonly place: KnowingPlace;
  /** What the paths of these artifacts at that place begin with, without slashes at its ends. */
  readonly prefix: string;
  /** Whether they are served: their messages then have their path from the root, as MLflow's have. */
  readonly isServed: boolean;
}

/** All that a server may read and change artifacts in. */
export interface ArtifactPlaces {
  /** @throws MlflowError where this server takes none */
  served(): Promise<Located>;
  /**
   * Where the artifacts at a URI are.
   *
   * @throws MlflowError for what lies outside of all that the server was given
   */
  locate(uri: string): Promise<Located>;
  /** The experiment that a path of what is served belongs to; `null` for none that is known by it. */
  experimentOf(path: string): string | null;
  /** Those of the places that are folders of this machine. */
  readonly folders: readonly string[];
  close(): void;
}

type Root = Exclude<Location, { kind: 'served' }>;

/**
 * The places of artifacts that an operator names when a server is started. Nothing else is read or changed, whatever clients
 * have written into the database; storages are connected to when they are first asked.
 *
 * @throws MlflowError for a place that is none; Failure of the database of digests
 */
export function openArtifactPlaces(options: ArtifactOptions): ArtifactPlaces {
  const { defaultRoot, destination, furtherRoots = [], cwd } = options;
  const parse = (uri: string): Location => parseLocation(uri, cwd);
  const own = destination === null ? null : rootOf(parse(destination), destination);
  const base = parse(defaultRoot);
  const roots = [own, base, ...furtherRoots.map((uri) => rootOf(parse(uri), uri))].filter(
    (each): each is Root => each !== null && each.kind !== 'served',
  );
  const digests = openDigests(options.digestsFile, options.databases);
  const opened = new Map<Root, Promise<KnowingPlace>>();
  const open = (root: Root): Promise<KnowingPlace> => {
    const known =
      opened.get(root) ?? openPlace(root, options.environment).then((place) => withDigests(place, digests));
    opened.set(root, known);
    return known;
  };
  const served = async (): Promise<Located> => {
    if (own === null)
      throw new MlflowError(
        'TEMPORARILY_UNAVAILABLE',
        'This server takes no artifacts: it was started with --no-serve-artifacts.',
      );
    return { place: await open(own), prefix: '', isServed: true };
  };
  return {
    served,
    async locate(uri) {
      const location = parse(uri);
      if (location.kind === 'served') return { ...(await served()), prefix: safePath(location.path) };
      for (const root of roots) {
        const prefix = pathInside(root, location);
        if (prefix !== null) return { place: await open(root), prefix, isServed: false };
      }
      throw invalidParameter(
        `The tracking server does not read artifact location '${uri}': it lies outside of the places that the server was started with.`,
      );
    },
    experimentOf: (path) => {
      const before = base.kind === 'served' ? safePath(base.path) : '';
      if (before !== '' && !path.startsWith(`${before}/`)) return null;
      const [, id = null] = /^(\d+)(?:\/|$)/.exec(before === '' ? path : path.slice(before.length + 1)) ?? [];
      return id;
    },
    folders: roots.filter((root) => root.kind === 'folder').map(({ path }) => path),
    close: () => digests.close(),
  };
}

function rootOf(location: Location, uri: string): Root {
  if (location.kind !== 'served') return location;
  throw invalidParameter(`Artifacts cannot be kept at '${uri}': name a folder, s3:// or gs://.`);
}

/** The path of a location from a root; `null` for one outside of it. */
function pathInside(root: Root, location: Root): string | null {
  if (root.kind === 'folder') {
    if (location.kind !== 'folder') return null;
    const path = relative(root.path, location.path);
    // Of another drive of Windows there is no relative path.
    if (path === '..' || path.startsWith(`..${sep}`) || /^(?:[a-z]:|[/\\])/i.test(path)) return null;
    return path.split(sep).join('/');
  }
  if (location.kind !== root.kind || location.bucket !== root.bucket) return null;
  if (root.path === '' || location.path === root.path) return location.path.slice(root.path.length);
  return location.path.startsWith(`${root.path}/`) ? location.path.slice(root.path.length + 1) : null;
}

/** Clients of storages are large: they are loaded by those who need them. */
async function openPlace(root: Root, environment: ArtifactOptions['environment']): Promise<ArtifactPlace> {
  if (root.kind === 'folder') return folderPlace(root.path);
  const { bucket, path: prefix } = root;
  if (root.kind === 's3') {
    const { s3Client, s3Place } = await import('./s3-place.ts');
    return s3Place({ bucket, prefix, client: s3Client(environment) });
  }
  const { gcsPlace, storageClient } = await import('./gcs-place.ts');
  return gcsPlace({ bucket, prefix, storage: storageClient(environment) });
}

/** The path of an artifact at its place. */
export const pathAt = ({ prefix }: Located, path: string): string => joinPaths(prefix, path);
