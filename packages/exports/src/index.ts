// A card in the formats that others read: pure functions of a ModelCard.
export { annexIv } from './annex-iv.ts';
export { exportFormats } from './export-formats.ts';
export { toJsonLd } from './json-ld.ts';
export { plainProse } from './plain-prose.ts';
