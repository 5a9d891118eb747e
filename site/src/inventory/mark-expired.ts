/**
 * Marks the approvals of a page that are over on the day it is read: a static page cannot know that day. An approval holds
 * through its last day, in UTC, as `modelfolio check` takes it.
 *
 * @param page elements with `data-approved-until` are looked at
 * @param now milliseconds since 1970
 */
export function markExpired(page: Document, now: number): void {
  const today = new Date(now).toISOString().slice(0, 10);
  for (const element of page.querySelectorAll<HTMLElement>('[data-approved-until]')) {
    if ((element.dataset['approvedUntil'] ?? '') >= today) continue;
    const mark = page.createElement('strong');
    mark.className = 'expired';
    mark.textContent = 'expired';
    element.append(' (', mark, ')');
  }
}
