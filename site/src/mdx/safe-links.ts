import { unsafeLink, type LinkKind } from '@modelfolio/redaction/unsafe-link';

interface Node {
  type: string;
  properties?: Record<string, unknown>;
  attributes?: { name?: string; value?: unknown }[];
  children?: Node[];
  position?: object;
}
/** What a page's file says of a place in it: VFile's, as far as it is needed. */
interface File {
  fail(reason: string, place?: object): never;
}

const kinds: Readonly<Record<string, LinkKind>> = {
  href: 'link',
  src: 'picture',
  poster: 'picture',
  data: 'picture',
};

/**
 * A plugin of rehype that stops a page with a link or a picture that no page should have: the policy of the page would
 * stop it too, but nobody would be told.
 */
export function safeLinks() {
  return (tree: Node, file: File): void => visit(tree, file);
}

function visit(node: Node, file: File): void {
  const attributes = [
    ...Object.entries(node.properties ?? {}),
    ...(node.attributes ?? []).map(({ name, value }) => [name ?? '', value] as const),
  ];
  for (const [name, target] of attributes) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    const danger = kind && typeof target === 'string' ? unsafeLink(target, kind) : null;
    if (danger !== null) file.fail(`${String(target)} ${danger}`, node.position);
  }
  for (const child of node.children ?? []) visit(child, file);
}
