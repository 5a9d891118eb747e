import { typedNumber } from '@modelfolio/schemas';

/** Names of the figures that a text calls for as `{{name}}`, in order; `{{typed: …}}` is none. */
export function figureReferences(markdown: string): string[] {
  return [...markdown.replaceAll(typedNumber, '').matchAll(/\{\{([^{}]*)\}\}/g)].map((match) =>
    (match[1] ?? '').trim(),
  );
}

/** What is wrong with a section's text, if anything. */
export interface ProseFault {
  name: 'section-blank' | 'section-placeholder';
  reason: string;
}

/** Words that stand for text still to be written. */
const placeholders = [
  /\bTODO\b/,
  /\bTBD\b/i,
  /\bTBA\b/,
  /\bFIXME\b/,
  /\bXXX\b/,
  /lorem ipsum/i,
  /\[?\bmore information needed\b\]?/i,
  /\bto be (?:written|done|determined|decided|added|filled in)\b/i,
  /\[(?:insert|your|add|fill in)\b[^\]]*\]/i,
];

/** Texts that say nothing when they are all there is. */
const nothing = /^(?:n\/?a|none|nil|unknown|pending|coming soon|placeholder|[-–—.…?*_]+)\.?$/i;

/** Judges the text of a required section: `null` if a person wrote something. */
export function proseFault(markdown: string): ProseFault | null {
  const visible = markdown
    .replaceAll(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replaceAll(/^#+.*$/gm, '')
    .trim();
  if (visible === '') {
    const only = markdown.trim() === '' ? '' : ': nothing but comments or headings';
    return { name: 'section-blank', reason: `is blank${only}` };
  }
  const match = placeholders
    .map((pattern) => pattern.exec(visible)?.[0])
    .find((found) => found !== undefined);
  const placeholder = match ?? nothing.exec(visible)?.[0];
  return placeholder === undefined
    ? null
    : { name: 'section-placeholder', reason: `holds a placeholder: ${JSON.stringify(placeholder)}` };
}
