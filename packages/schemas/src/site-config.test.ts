import { describe, expect, it } from 'vitest';
import { sectionPage, siteConfig, tolerance } from './site-config.ts';

const messages = (config: object) => siteConfig.safeParse(config).error?.issues.map(({ message }) => message);
const isTaken = (config: object) => siteConfig.safeParse(config).success;

describe('siteConfig', () => {
  it('of nothing is a site with defaults', () => {
    expect(siteConfig.parse({})).toEqual({
      name: 'Model cards',
      description: expect.stringMatching(/^Model cards whose numbers were read from records/),
      language: 'en',
      links: [],
      sections: [],
      check: { tolerances: {} },
      redaction: { allow: [], keep: [] },
    });
    expect(siteConfig.parse({ redaction: {} }).redaction).toEqual({ allow: [], keep: [] });
    expect(isTaken({ redaction: { keep: ['secret'] } })).toBe(false);
    expect(siteConfig.parse({ check: {} }).check).toEqual({ tolerances: {} });
    expect(siteConfig.parse({ sections: [{ folder: 'a', title: 'A' }] }).sections[0]?.menu).toBe(true);
    expect(tolerance.parse({})).toEqual({ absolute: 0, relative: 0 });
    expect(sectionPage.parse({ title: 'A', summary: 'B' })).toEqual({ title: 'A', summary: 'B', tags: [] });
  });

  it.each([
    [{ colours: { light: '#0b6b5e', dark: '#FFF' } }, 'expected a colour like #0b6b5e'],
    [{ colours: { light: '0b6b5e', dark: '#0b6b5e' } }, 'expected a colour like #0b6b5e'],
    [{ logo: '../logo.svg' }, 'expected the name of an SVG file in public/'],
    [{ logo: 'logo.svg.png' }, 'expected the name of an SVG file in public/'],
    [{ links: [{ label: 'A', href: 'javascript:alert(1)' }] }, 'expected https://…, /… or mailto:…'],
    [{ links: [{ label: 'A', href: 'see https://a.b' }] }, 'expected https://…, /… or mailto:…'],
  ])('refuses %j', (config, message) => {
    expect(messages(config)).toEqual([message]);
  });

  it.each([
    { colours: { light: '#0B6b5e', dark: '#000000' } },
    { logo: 'my-logo_2.0.svg' },
    {
      links: ['http://a.b', 'https://a.b/c', '/about/', 'mailto:a@b.c'].map((href) => ({ label: 'A', href })),
    },
    { address: 'https://example.org/site' },
    { address: 'http://example.org' },
  ])('takes %j', (config) => {
    expect(messages(config)).toBeUndefined();
  });

  it('refuses addresses that are no websites, and words that nobody knows', () => {
    for (const address of ['ftp://example.org', 'httpss://example.org', 'xhttp://example.org', 'example.org'])
      expect(isTaken({ address })).toBe(false);
    expect(isTaken({ colour: '#000000' })).toBe(false);
    expect(isTaken({ check: { tolerances: { a: { absolute: -1 } } } })).toBe(false);
  });
});
