/**
 * Whether a fragment is a state that a page’s script reads, such as `#confused=9,9` or `#row=3&set=…`, and no id of
 * anything on the page. Ids of headings hold no equals sign.
 *
 * @param fragment decoded, without `#`
 */
export function namesState(fragment: string): boolean {
  return /^[\w-]+=/.test(fragment) || fragment.startsWith(':~:');
}
