import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '../..');

/** What Astro's own guide makes of a folder of JSON: a content collection and one page for each entry. */
const files: Record<string, string> = {
  'package.json': '{ "type": "module", "private": true }\n',
  'astro.config.mjs': 'export default { devToolbar: { enabled: false } };\n',
  'src/content.config.ts': `import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';

export const collections = { models: defineCollection({ loader: glob({ pattern: '*.json', base: './src/models' }) }) };
`,
  'src/pages/models/[id].astro': `---
import { getCollection } from 'astro:content';

export async function getStaticPaths() {
  const models = await getCollection('models');
  return models.map((model) => ({ params: { id: model.id }, props: { card: model.data } }));
}
const { card } = Astro.props;
---

<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>{card.title}</title>
  </head>
  <body>
    <h1>{card.title}</h1>
    <p>{card.summary}</p>
    {Object.entries(card.sections).map(([name, text]) => (
      <section>
        <h2>{name}</h2>
        <p>{text}</p>
      </section>
    ))}
    <table>
      {Object.values(card.figures).map((figure) => (
        <tr>
          <th>{figure.label}</th>
          <td>{figure.value}</td>
        </tr>
      ))}
    </table>
  </body>
</html>
`,
};

/**
 * Writes a project of Astro by itself that shows the cards of a project.
 *
 * @param cards folder of `<id>.json`
 */
export function writePlainAstro(folder: string, cards: string): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  cpSync(cards, join(folder, 'src/models'), { recursive: true });
  linkPackages(join(folder, 'node_modules'));
}

/** Astro with what it depends on, as an installation of it alone would lie there: its own versions before others. */
function linkPackages(folder: string): void {
  mkdirSync(folder);
  const all = join(repository, 'node_modules');
  const own = join(all, 'astro/node_modules');
  const names = new Set([...readdirSync(own), ...readdirSync(all)].filter((name) => !name.startsWith('.')));
  for (const name of names) {
    const place = existsSync(join(own, name)) ? own : all;
    symlinkSync(join(place, name), join(folder, name));
  }
}
