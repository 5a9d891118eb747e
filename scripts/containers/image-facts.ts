import type { Commands } from './commands.ts';
import type { ImageFacts } from './image-faults.ts';

interface Inspected {
  readonly User?: string;
  readonly Size: number;
  readonly Healthcheck?: unknown;
  readonly Config: { readonly Env?: readonly string[] };
  readonly RootFS: { readonly Layers: readonly string[] };
}

/** Looks into an image and compares it with its base. */
export async function readImage(image: string, base: string, { must }: Commands): Promise<ImageFacts> {
  const [own, below] = JSON.parse(await must('podman', ['image', 'inspect', image, base])) as [
    Inspected,
    Inspected,
  ];
  const history = await must('podman', ['history', '--no-trunc', '--format', '{{.CreatedBy}}', image]);
  const ofBase = new Set(await filesOf(base, must));
  return {
    user: own.User ?? '',
    isHealthChecked: own.Healthcheck != null,
    bytes: own.Size - below.Size,
    layers: own.RootFS.Layers.length - below.RootFS.Layers.length,
    history: [...(own.Config.Env ?? []), history].join('\n'),
    files: (await filesOf(image, must)).filter((file) => !ofBase.has(file)),
  };
}

async function filesOf(image: string, must: Commands['must']): Promise<string[]> {
  const folder = await must('podman', ['image', 'mount', image]);
  try {
    const listed = await must('find', [folder, '-xdev', '-type', 'f', '-printf', String.raw`%P\0`]);
    return listed.split('\0').filter(Boolean);
  } finally {
    await must('podman', ['image', 'unmount', image]);
  }
}
