import { type PanelStrings, panelStrings } from '../src/panel/strings';

/** The sentences the host put into the page; English where it gave none. */
export function readStrings(page: Document): PanelStrings {
  const given = JSON.parse(page.getElementById('strings')?.textContent ?? '{}') as Partial<PanelStrings>;
  return { ...panelStrings, ...given };
}

/** `template` with each `{name}` replaced by its value; a value is never looked into again. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
