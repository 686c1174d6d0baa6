import { type PanelStrings, panelStrings } from '../../src/panel/strings';

/** The sentences that the host put into the page, and English for the ones it left out. */
export function readStrings(page: Document): PanelStrings {
  const given = JSON.parse(page.getElementById('strings')?.textContent ?? '{}') as Partial<PanelStrings>;
  return { ...panelStrings, ...given };
}

/** `template` with each `{name}` replaced by its value. Placeholders within a value stay as they are. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
