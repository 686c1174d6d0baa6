import assert from 'node:assert/strict';
import { type AxeResults, source } from 'axe-core';
import type { Panel } from './panelPage';

declare const axe: { run(within?: { include: readonly string[] }): Promise<AxeResults> };

/** What axe has against the panel, or against parts of it by selector; a line for each place. */
export async function axeFindings(panel: Panel, ...include: readonly string[]): Promise<string[]> {
  // Only here, and by the debugger, which the page's policy lets through: each page of each test would have to read it.
  if (!(await panel.page.evaluate(() => 'axe' in window))) await panel.page.evaluate(source);
  const { violations, passes } = await panel.page.evaluate(
    (parts) => (parts.length > 0 ? axe.run({ include: parts }) : axe.run()),
    include,
  );
  // of emoji alone there is none to tell
  assert.ok(include.length > 0 || passes.some((rule) => rule.id === 'color-contrast'));
  return violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.html} ${node.failureSummary ?? ''}`),
  );
}
