import type { Locator } from 'playwright-core';

/** Waits until this holds of it, frame by frame; also when another element has taken its place meanwhile. */
export async function becomes(what: Locator, isSo: (node: Element) => boolean): Promise<void> {
  while (!(await what.evaluate(isSo))) {
    await what.page().evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
}
