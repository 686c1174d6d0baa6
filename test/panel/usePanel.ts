import assert from 'node:assert/strict';
import { PanelHost, type PanelOptions } from './panelHost';
import type { Panel } from './panelPage';

/**
 * Panels for the tests of a suite, in one browser. Each is closed after its test, and nothing may have gone wrong in it.
 * @param use is handed each one that is opened
 * @returns opens one
 */
export function usePanel(use: (panel: Panel) => void): (options?: PanelOptions) => Promise<void> {
  let host: PanelHost;
  let opened: Panel[] = [];
  before(async () => {
    host = await PanelHost.start();
  });
  after(() => host.close());
  afterEach(async () => {
    const panels = opened;
    opened = [];
    const wrong: string[] = [];
    for (const panel of panels) {
      wrong.push(...(await panel.violations()), ...panel.errors);
      await panel.page.close();
    }
    assert.deepEqual(wrong, []);
  });
  return async (options) => {
    const panel = await host.open(options);
    opened.push(panel);
    use(panel);
  };
}
