// What VS Code makes of texts, and how it is kept from that: it differs from surface to surface, and docs/SECURITY.md has
// the table. Pure; only surfaces.ts, statusBar.ts and log.ts, which know where a text goes, need it.

/** Takes no room, and parts what would be read together. */
const WORD_JOINER = '\u2060';

/** With no link in it: two brackets that are apart are only text. A link could run any command of VS Code. */
export const withoutLinks = (text: string): string => text.replaceAll('](', '] (');

/** With no icon in it, where icons are drawn: the backslash is not shown. */
export const withoutIcons = (text: string): string => text.replace(/\$\([a-z0-9-]+(?:~[a-z]+)?\)/gi, '\\$&');

/** With neither, under the field of a quick input. */
export const lineUnderInput = (text: string): string => withoutIcons(withoutLinks(text));

/** With nothing that leads away, fetches or draws, where the text is shown as it is and, in a hover, as Markdown. */
export const withoutMarkdown = (text: string): string =>
  text.replace(/\](?=[[(]|:(?!\d))|\$(?=\([a-z0-9-])|:(?=\/\/)|(?<=www)\.|@(?=\w)/gi, `$&${WORD_JOINER}`);

/** A text that draws icons of ours, and none of anybody else's. */
export type IconText = string & { readonly hasOnlyOurIcons: true };

export const withIcon = (icon: string, text: string): IconText =>
  `$(${icon}) ${withoutIcons(text)}` as IconText;

export const joinIconTexts = (parts: readonly IconText[]): IconText => parts.join(' ') as IconText;
