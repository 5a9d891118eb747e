import type { Page } from '@playwright/test';

/** What dialogs of a page say, each dismissed: a script that should not run has called for one. */
export function dismissedDialogs(page: Page): readonly string[] {
  const messages: string[] = [];
  page.on('dialog', (dialog) => {
    messages.push(dialog.message());
    void dialog.dismiss();
  });
  return messages;
}
