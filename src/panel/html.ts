import type { PanelStrings } from './strings';

export interface PanelPage {
  /** New and unguessable for every page. */
  readonly nonce: string;
  /** Where styles, fonts and images may come from: `webview.cspSource`. */
  readonly cspSource: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  readonly strings: PanelStrings;
  /** BCP 47 tag of the language of `strings`. */
  readonly lang: string;
  /** BCP 47 tag of the system, whose region and clock dates and times follow; undefined: they follow the browser's. */
  readonly systemLocale: string | undefined;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const attribute = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);

/** JSON that cannot end the script element around it. */
const dataBlock = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

/** The whole page of the chat panel, under a policy that allows nothing but our own script and styles. */
export function panelHtml({
  nonce,
  cspSource,
  scriptUri,
  styleUri,
  strings,
  lang,
  systemLocale,
}: PanelPage): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `img-src ${cspSource}`,
  ].join('; ');
  const system = systemLocale === undefined ? '' : ` data-system-locale="${attribute(systemLocale)}"`;
  return `<!DOCTYPE html>
<html lang="${attribute(lang)}"${system}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tilde</title>
<link rel="stylesheet" href="${attribute(styleUri)}">
</head>
<body>
<div id="app"></div>
<script type="application/json" id="strings">${dataBlock(strings)}</script>
<script type="module" nonce="${attribute(nonce)}" src="${attribute(scriptUri)}"></script>
</body>
</html>
`;
}
