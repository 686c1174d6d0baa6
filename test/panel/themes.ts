/** A theme of VS Code, with the colours that a webview gets of it. */
export interface Theme {
  readonly name: string;
  /** The classes VS Code puts on the body. */
  readonly classes: string;
  readonly kind: string;
  readonly colors: Readonly<Record<string, string>>;
}

const KINDS: readonly Omit<Theme, 'colors'>[] = [
  { name: 'dark-modern', classes: 'vscode-dark', kind: 'vscode-dark' },
  { name: 'light-modern', classes: 'vscode-light', kind: 'vscode-light' },
  { name: 'dark-2026', classes: 'vscode-dark', kind: 'vscode-dark' },
  { name: 'light-2026', classes: 'vscode-light', kind: 'vscode-light' },
  { name: 'high-contrast-dark', classes: 'vscode-high-contrast', kind: 'vscode-high-contrast' },
  {
    name: 'high-contrast-light',
    classes: 'vscode-high-contrast vscode-high-contrast-light',
    kind: 'vscode-high-contrast-light',
  },
];

/**
 * Every colour variable that the panel, the toolkit or {@link DEFAULTS} asks for, with a column for each of `KINDS`: as a webview of
 * VS Code 1.139 has them. `-`: the theme leaves it unset.
 */
const COLORS = `
  badge-background                        #616161   #cccccc   #307e9f   #0069cc   #000000   #0f4a85
  badge-foreground                        #f8f8f8   #3b3b3b   #ffffff   #ffffff   #ffffff   #ffffff
  button-background                       #0078d4   #005fb8   #297aa0   #0069cc   #000000   #0f4a85
  button-border                           #ffffff1a #0000001a #297aa0   #0069cc   #6fc3df   #0f4a85
  button-foreground                       #ffffff   #ffffff   #ffffff   #ffffff   #ffffff   #ffffff
  button-hoverBackground                  #026ec1   #0258a8   #2b7da3   #0063c1   #000000   #0f4a85
  button-secondaryBackground              #00000000 #e5e5e5   #00000000 #eaeaea   -         #ffffff
  button-secondaryForeground              #cccccc   #3b3b3b   #cccccc   #202020   #ffffff   #292929
  button-secondaryHoverBackground         #2b2b2b   #cccccc   #ffffff0f #f2f3f4   -         -
  checkbox-background                     #313131   #f8f8f8   #242526   #eaeaea   #000000   #ffffff
  checkbox-border                         #3c3c3c   #cecece   #707070   #868686   #6fc3df   #0f4a85
  checkbox-foreground                     #cccccc   #3b3b3b   #8c8c8c   #606060   #ffffff   #292929
  contrastActiveBorder                    -         -         -         -         #f38518   #006bbd
  contrastBorder                          -         -         -         -         #6fc3df   #0f4a85
  descriptionForeground                   #9d9d9d   #3b3b3b   #8c8c8c   #606060   #ffffffb3 #292929b3
  dropdown-background                     #313131   #ffffff   #191a1b   #ffffff   #000000   #ffffff
  dropdown-border                         #3c3c3c   #cecece   #333536   #d8d8d8   #6fc3df   #0f4a85
  dropdown-foreground                     #cccccc   #3b3b3b   #bfbfbf   #202020   #ffffff   #292929
  editor-background                       #1f1f1f   #ffffff   #121314   #ffffff   #000000   #ffffff
  editor-findMatchHighlightBackground     #ea5c0054 #ea5c0054 #27678280 #0069cc1a -         -
  editor-findMatchHighlightBorder         -         -         -         -         #f38518   #006bbd
  editor-foreground                       #cccccc   #3b3b3b   #bbbebf   #202020   #ffffff   #292929
  editorSuggestWidget-background          #202020   #f8f8f8   #202122   #fafafd   #0c141f   #ffffff
  editorSuggestWidget-foreground          #cccccc   #3b3b3b   #bfbfbf   #202020   #ffffff   #292929
  editorSuggestWidget-selectedBackground  #04395e   #e8e8e8   #ffffff26 #00000024 #ffffff   #292929
  editorSuggestWidget-selectedForeground  #ffffff   #000000   #ffffff   #202020   #0c141f   #ffffff
  editorWidget-background                 #202020   #f8f8f8   #202122   #fafafd   #0c141f   #ffffff
  editorWidget-foreground                 #cccccc   #3b3b3b   #bfbfbf   #202020   #ffffff   #292929
  errorForeground                         #f85149   #f85149   #f48771   #ad0707   #f48771   #b5200d
  focusBorder                             #0078d4   #005fb8   #3994bcb3 #0069cc   #f38518   #006bbd
  foreground                              #cccccc   #3b3b3b   #bfbfbf   #202020   #ffffff   #292929
  input-background                        #313131   #ffffff   #191a1b   #ffffff   #000000   #ffffff
  input-border                            #3c3c3c   #cecece   #333536   #d8d8d866 #6fc3df   #0f4a85
  input-foreground                        #cccccc   #3b3b3b   #bfbfbf   #202020   #ffffff   #292929
  input-placeholderForeground             #989898   #767676   #555555   #999999   #ffffffb3 #292929b3
  list-activeSelectionBackground          #04395e   #e8e8e8   #ffffff21 #00000024 -         #0f4a851a
  list-activeSelectionForeground          #ffffff   #000000   #ededed   #202020   -         -
  list-hoverBackground                    #2a2d2e   #f2f2f2   #ffffff14 #00000014 #ffffff1a #0f4a851a
  list-warningForeground                  #cca700   #855f00   #cca700   #855f00   -         -
  panel-background                        #181818   #f8f8f8   #191a1b   #fafafd   #000000   #ffffff
  panel-border                            #2b2b2b   #e5e5e5   #2a2b2c   #f0f1f2   #6fc3df   #0f4a85
  panelTitle-activeBorder                 #0078d4   #005fb8   #3994bc   #000000   #6fc3df   #b5200d
  panelTitle-activeForeground             #cccccc   #3b3b3b   #bfbfbf   #202020   #ffffff   #292929
  panelTitle-inactiveForeground           #9d9d9d   #3b3b3b   #8c8c8c   #606060   #ffffff   #292929
  progressBar-background                  #0078d4   #005fb8   #878889   #0069cc   #6fc3df   #0f4a85
  scrollbarSlider-activeBackground        #bfbfbf66 #00000099 #a8a9aa9c #646464e0 #6fc3df   #0f4a85
  scrollbarSlider-background              #79797966 #64646466 #a8a9aa85 #646464bf #6fc3df99 #0f4a8566
  scrollbarSlider-hoverBackground         #646464b3 #646464b3 #a8a9aa8f #646464d1 #6fc3dfcc #0f4a85cc
  settings-dropdownListBorder             #cccccc33 #3b3b3b33 #2a2b2c   #e4e5e6   #6fc3df   #0f4a85
  sideBar-background                      #181818   #f8f8f8   #191a1b   #fafafd   #000000   #ffffff
  sideBarSectionHeader-border             #2b2b2b   #e5e5e5   #2a2b2c   #f0f1f2   #6fc3df   #0f4a85
  textBlockQuote-border                   #616161   #e5e5e5   #2a2b2c   #f0f1f2   #ffffff   #292929
  textBlockQuote-background               #2b2b2b   #f8f8f8   #242526   #eaeaea   -         #f2f2f2
  textCodeBlock-background                #2b2b2b   #f8f8f8   #242526   #eaeaea   #000000   #f2f2f2
  textLink-activeForeground               #4daafc   #005fb8   #53a5ca   #0069cc   #21a6ff   #0f4a85
  textLink-foreground                     #4daafc   #005fb8   #48a0c7   #0069cc   #21a6ff   #0f4a85
  textPreformat-background                #3c3c3c   #0000001f #262626   #ececec   -         #09345f
  textPreformat-foreground                #d0d0d0   #3b3b3b   #8c8c8c   #606060   #ffffff   #ffffff
  toolbar-hoverBackground                 #5a5d5e4f #b8b8b84f #5a5d5e4f #0000001f -         -
  widget-border                           #313131   #e5e5e5   #2a2b2c   #e2e2e5   #6fc3df   #0f4a85
  widget-shadow                           #0000005c #00000029 #0000005c #00000000 -         -
`;

export const THEMES: readonly Theme[] = KINDS.map((theme, column) => ({
  ...theme,
  colors: Object.fromEntries(
    COLORS.trim()
      .split('\n')
      .map((row) => row.trim().split(/\s+/))
      .map(([name = '', ...values]) => [name, values[column] ?? '-'] as const)
      .filter(([, value]) => value !== '-'),
  ),
}));

/** What VS Code gives the elements of each webview, as far as the panel has them; any rule of a page beats it. */
const DEFAULTS = `@layer vscode-default {
  html { scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background); }
  a, a code { color: var(--vscode-textLink-foreground); }
  a:hover { color: var(--vscode-textLink-activeForeground); }
  :is(a, input, select, textarea):focus { outline: 1px solid -webkit-focus-ring-color; outline-offset: -1px; }
  code { padding: 1px 3px; border-radius: 4px; background-color: var(--vscode-textPreformat-background);
    color: var(--vscode-textPreformat-foreground); }
  pre code { padding: 0; }
  blockquote { background: var(--vscode-textBlockQuote-background); border-color: var(--vscode-textBlockQuote-border); }
}`;

/** The style sheets VS Code puts into a webview, and the background of the side bar, which it leaves transparent. */
export function themeCss(theme: Theme): string {
  const variables = Object.entries(theme.colors).map(([name, color]) => `--vscode-${name}: ${color};`);
  return `${DEFAULTS}
  :root { ${variables.join(' ')}
    --vscode-font-family: system-ui, "Ubuntu", "Droid Sans", sans-serif; --vscode-font-size: 13px;
    --vscode-editor-font-family: "Droid Sans Mono", monospace; --vscode-editor-font-size: 14px; }
  body { background: var(--vscode-sideBar-background); color: var(--vscode-foreground);
    font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); margin: 0; padding: 0 20px; }`;
}
