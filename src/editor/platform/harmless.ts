// Takes from a text what VS Code would turn into links, icons or Markdown. That differs from surface to surface;
// docs/SECURITY.md has the table. Pure. Only the files that know where a text goes use it: surfaces.ts, statusBar.ts, log.ts.

/** Takes up no space, and separates what VS Code would read as one. */
const WORD_JOINER = '\u2060';

/**
 * Without links, which could run any command of the editor: brackets that stand apart are only text. In Theia, `<target>`
 * is a link, too.
 */
export const withoutLinks = (text: string): string =>
  text.replaceAll('](', '] (').replace(/<(?=[^<>\s]*[:@])/g, `$&${WORD_JOINER}`);

/** Without icons, for surfaces that draw them: there, the backslash is not shown. */
export const withoutIcons = (text: string): string => text.replace(/\$\([a-z0-9-]+(?:~[a-z]+)?\)/gi, '\\$&');

/** Without both, for the line under the field of a quick input. */
export const lineUnderInput = (text: string): string => withoutIcons(withoutLinks(text));

/** Without links, images and icons, for a text that is shown as it is and, in a hover, as Markdown. */
export const withoutMarkdown = (text: string): string =>
  text.replace(/\](?=[[(]|:(?!\d))|\$(?=\([a-z0-9-])|:(?=\/\/)|(?<=www)\.|@(?=\w)/gi, `$&${WORD_JOINER}`);

/** A text that draws only icons of ours. */
export type IconText = string & { readonly hasOnlyOurIcons: true };

export const withIcon = (icon: string, text: string): IconText =>
  `$(${icon}) ${withoutIcons(text)}` as IconText;

export const joinIconTexts = (parts: readonly IconText[]): IconText => parts.join(' ') as IconText;
