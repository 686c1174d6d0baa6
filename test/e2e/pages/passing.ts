import type { Locator } from 'playwright-core';

/** Does that, and waits until this has come to stand in `where`, be it for a moment only. `where` itself must stay. */
export async function passing(
  where: Locator,
  text: string | RegExp,
  act: () => Promise<unknown>,
): Promise<void> {
  const watch = await where.evaluateHandle((node, wanted) => {
    const seen = new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => {
        const now = node.textContent;
        if (typeof wanted === 'string' ? !now.includes(wanted) : !wanted.test(now)) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(node, { characterData: true, childList: true, subtree: true });
    });
    return { seen };
  }, text);
  await act();
  await watch.evaluate(({ seen }) => seen);
}
