import { classifier, regressor, type Lie } from './lie.ts';
import { secret } from './lies-of-secrets.ts';

const built = (lie: string, plant: Lie['plant'], foundBy: Lie['foundBy'] = ['site-differs']): Lie => ({
  lie,
  plant,
  foundBy,
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
  built(
    'a token on a page',
    ({ edit }) =>
      edit(`dist/models/${classifier}/index.html`, '</h1>', `</h1><!-- ${secret('GitHub token')} -->`),
    ['secret-published', 'site-differs'],
  ),
  built(
    'a person’s folder in a card that is served',
    ({ edit }) =>
      edit(`dist/models/${regressor}/card.json`, /"params": ?\{/, `$&"data":"${secret('home on Linux')}",`),
    ['secret-published', 'site-differs'],
  ),
  built(
    'a page that tells the folder it was built in',
    ({ root, edit }) => edit(`dist/models/${classifier}/index.html`, '</h1>', `</h1><!-- ${root}/site -->`),
    ['secret-published', 'site-differs'],
  ),
];
