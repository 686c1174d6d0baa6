import assert from 'node:assert/strict';
import type { AxeResults } from 'axe-core';
import type { Panel } from './panelPage';

declare const axe: { run(): Promise<AxeResults> };

/** What axe has against the panel, a line for each place. */
export async function axeFindings(panel: Panel): Promise<string[]> {
  const { violations, passes } = await panel.page.evaluate(() => axe.run());
  assert.ok(passes.some((rule) => rule.id === 'color-contrast'));
  return violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.html} ${node.failureSummary ?? ''}`),
  );
}
