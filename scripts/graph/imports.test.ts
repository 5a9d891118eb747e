import { describe, expect, it } from 'vitest';
import { importsOf } from './imports.ts';

const specifiers = (file: string, text: string): string[] =>
  importsOf(file, text).map(({ specifier }) => specifier);

describe('the imports of a file', () => {
  it('are values, types, what is exported on, what is loaded later, and workers', () => {
    const text = `
      import type { A } from './a.ts';
      import b, { type B } from './b.ts';
      import './c.css';
      export * from './d.ts';
      export { e } from './e.ts';
      const f = await import('./f.ts');
      type G = import('./g.ts').G;
      new Worker(new URL('./h.worker.ts', import.meta.url));
      new URL('https://example.org');
      // import './not.ts'
      export const local = 1;`;
    expect(specifiers('x.ts', text)).toEqual(
      ['a.ts', 'b.ts', 'c.css', 'd.ts', 'e.ts', 'f.ts', 'g.ts', 'h.worker.ts'].map((name) => `./${name}`),
    );
  });

  it('say their lines', () => {
    expect(
      importsOf('x.tsx', "\n\nimport './a.ts';\nconst x = <p>{1}</p>;\nexport * from './b.ts';"),
    ).toMatchObject([
      { specifier: './a.ts', line: 3 },
      { specifier: './b.ts', line: 5 },
    ]);
  });

  it('of a component are in its front matter and its scripts', () => {
    const text = [
      '---',
      "import Page from './Page.astro';",
      'if (!Page) return;',
      '---',
      '<p>import "./no.ts"</p>',
      '<script>',
      "  import './demo.ts';",
      '</script>',
      '<script is:inline>import "./inline.ts"</script>',
    ].join('\n');
    expect(importsOf('x.astro', text)).toEqual([
      { specifier: './Page.astro', line: 2, isType: false, inPage: false },
      { specifier: './demo.ts', line: 7, isType: false, inPage: true },
    ]);
  });

  it('are for types only where nothing of them is left', () => {
    const text = `
      import type { A } from './type.ts';
      import { type B } from './type.ts';
      import { type C, d } from './value.ts';
      import './value.css';
      export type { E } from './type.ts';
      export * from './value.ts';
      type F = import('./type.ts').F;
      const g = await import('./value.ts');
      const h = import('./value.ts').then(({ h }) => h);
      new Worker(new URL('./value.worker.ts', import.meta.url));`;
    for (const { specifier, isType } of importsOf('x.ts', text))
      expect([specifier, isType]).toEqual([specifier, specifier === './type.ts']);
  });

  it('cannot be told of what is no source', () => {
    expect(() => importsOf('x.ts', 'import {')).toThrow(/^x\.ts: /);
  });
});
