/** Lets other work have its turn, e.g. hear that an answer is no longer wanted. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
