import { z } from 'zod';
import { slug } from './primitives.ts';

/** How much a metric may get worse, as numpy.isclose: by at most `absolute + relative × |before|`. */
export const tolerance = z.strictObject({
  absolute: z.number().nonnegative().default(0),
  relative: z.number().nonnegative().default(0),
});
export type Tolerance = z.infer<typeof tolerance>;

const hexColour = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'expected a colour like #0b6b5e');

/** A folder of pages, `content/<folder>/*.mdx` or `*.md`, with a list page of its own. */
const siteSection = z.strictObject({
  folder: slug,
  /** Heading of the list and word in the menu, e.g. `Systems`. */
  title: z.string().min(1),
  /** One sentence above the list. */
  lead: z.string().optional(),
  /** Whether the header's menu names it. */
  menu: z.boolean().default(true),
});

/** What the gate takes out of records besides secrets, by the names that the configuration uses. */
export const privateKinds = ['user', 'path', 'host', 'email'] as const;

/**
 * `modelfolio.config.yaml`: the one file that makes a site its owner's. Everything has a default, so an empty file, or
 * none, is a site too.
 */
export const siteConfig = z.strictObject({
  /** Name in the header and in every page's title. */
  name: z.string().min(1).default('Model cards'),
  /** One sentence for previews and for the footer. */
  description: z
    .string()
    .min(1)
    .default('Model cards whose numbers were read from records and can be run again in the page.'),
  /** Where the site will live, e.g. `https://models.example.org`; without it no canonical links and no sitemap. */
  address: z.url({ protocol: /^https?$/ }).optional(),
  /** BCP 47 language of what people wrote; the site's own words are English. */
  language: z.string().min(2).default('en'),
  /** The accent of both themes; the other colours follow from the design. */
  colours: z.strictObject({ light: hexColour, dark: hexColour }).optional(),
  /** SVG in `public/` shown beside the name and in the browser's tab, e.g. `logo.svg`. */
  logo: z
    .string()
    .regex(/^[\w.-]+\.svg$/, 'expected the name of an SVG file in public/')
    .optional(),
  /** Further words in the menu: pages of this site (`/…`) or others (`https://…`). */
  links: z
    .array(
      z.strictObject({
        label: z.string().min(1),
        href: z.string().regex(/^(?:https?:\/\/|\/|mailto:)/, 'expected https://…, /… or mailto:…'),
      }),
    )
    .default([]),
  /** Sections beside models, runs and reports. */
  sections: z.array(siteSection).default([]),
  /** Words in the footer, e.g. the owner and a licence. */
  footer: z.string().optional(),
  /** How `modelfolio check` judges. */
  check: z
    .strictObject({
      /**
       * How much worse a metric may be than at the revision compared with: by the metric's name, e.g. `accuracy`;
       * `default` for the others. Nothing said means not worse at all.
       */
      tolerances: z.record(z.string(), tolerance).default({}),
    })
    .default({ tolerances: {} }),
  /** What may be published although the gate for secrets, names, paths and hosts would take it out. */
  redaction: z
    .strictObject({
      /** Texts that stay: whole, or patterns in which `*` stands for anything, e.g. `*@example.org`. */
      allow: z.array(z.string().min(1)).default([]),
      /** Kinds that stay in records: `user`, `path`, `host`, `email`. Secrets stay by `allow` only. */
      keep: z.array(z.enum(privateKinds)).default([]),
    })
    .default({ allow: [], keep: [] }),
});
export type SiteConfig = z.infer<typeof siteConfig>;
export type SiteSection = z.infer<typeof siteSection>;

/** Front matter of a page in a section. */
export const sectionPage = z.strictObject({
  title: z.string().min(1),
  /** One sentence for the list. */
  summary: z.string().min(1),
  /** Place in the list, from 1; pages without one come last, by title. */
  order: z.int().positive().optional(),
  /** A word about where it stands, e.g. `live`, `planned`. */
  status: z.string().min(1).optional(),
  /** What it is made of, e.g. `[TypeScript, ONNX]`. */
  tags: z.array(z.string()).default([]),
});
export type SectionPage = z.infer<typeof sectionPage>;
