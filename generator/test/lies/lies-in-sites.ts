import { classifier, regressor, type Lie } from './lie.ts';

const built = (lie: string, plant: Lie['plant']): Lie => ({
  lie,
  plant,
  foundBy: ['site-differs'],
  check: { site: 'dist', reevaluate: false },
});

/** The built site; only where the package that builds sites is at hand. */
export const liesInSites: readonly Lie[] = [
  built('a figure changed on a page', ({ edit }) =>
    edit(`dist/models/${classifier}/index.html`, /\d\d\.\d\d/, '99.99'),
  ),
  built('a record that the page reads', ({ edit }) =>
    edit(`dist/models/${regressor}/card.json`, /"value": ?[\d.]+/, '"value": 1'),
  ),
  built('a page put there', ({ copy }) =>
    copy(`dist/models/${classifier}/index.html`, 'dist/models/best/index.html'),
  ),
  built('a page taken away', ({ remove }) => remove(`dist/models/${regressor}/what-if/index.html`)),
  built('another model served', async ({ root, write }) => {
    const { globSync } = await import('node:fs');
    const [path = ''] = globSync('dist/artifacts/*/model.onnx', { cwd: root });
    write(path, 'other weights');
  }),
];
