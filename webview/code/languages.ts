// The languages that code is highlighted in, and the many names that people and tools have for them.

export interface Language {
  /** What people call it. */
  readonly label: string;
  /** What highlight.js calls it, where it is highlighted. */
  readonly grammar?: string;
  /** What VS Code calls it, where that is known. */
  readonly id?: string;
}

/** Label; grammar of highlight.js; id of VS Code; other names, and the extensions of its files. */
const TABLE: readonly (readonly [label: string, grammar: string, id: string, names?: string])[] = [
  ['TypeScript', 'typescript', 'typescript', 'ts mts cts'],
  ['TSX', 'typescript', 'typescriptreact', 'tsx'],
  ['JavaScript', 'javascript', 'javascript', 'js mjs cjs node'],
  ['JSX', 'javascript', 'javascriptreact', 'jsx'],
  ['Python', 'python', 'python', 'py pyi py3 python3'],
  ['Shell', 'bash', 'shellscript', 'bash sh zsh fish'],
  ['Shell', 'shell', 'shellscript', 'shell console shellsession'],
  ['PowerShell', 'powershell', 'powershell', 'ps1 psm1 pwsh'],
  ['JSON', 'json', 'json', 'jsonl'],
  ['JSON', 'json', 'jsonc', 'json5'],
  ['YAML', 'yaml', 'yaml', 'yml'],
  ['TOML', 'ini', 'toml'],
  ['INI', 'ini', 'ini', 'cfg conf'],
  ['Properties', 'ini', 'properties'],
  ['HTML', 'xml', 'html', 'htm'],
  ['Vue', 'xml', 'vue'],
  ['Svelte', 'xml', 'svelte'],
  ['XML', 'xml', 'xml', 'svg xsd xsl'],
  ['CSS', 'css', 'css'],
  ['SCSS', 'scss', 'scss'],
  ['Less', 'less', 'less'],
  ['Markdown', 'markdown', 'markdown', 'md'],
  ['Diff', 'diff', 'diff', 'patch'],
  ['SQL', 'sql', 'sql', 'mysql postgres postgresql pgsql sqlite'],
  ['C', 'c', 'c', 'h'],
  ['C++', 'cpp', 'cpp', 'cc cxx hpp hh hxx c++'],
  ['C#', 'csharp', 'csharp', 'cs c#'],
  ['Java', 'java', 'java'],
  ['Kotlin', 'kotlin', 'kotlin', 'kt kts'],
  ['Go', 'go', 'go', 'golang'],
  ['Rust', 'rust', 'rust', 'rs'],
  ['Ruby', 'ruby', 'ruby', 'rb'],
  ['PHP', 'php', 'php'],
  ['Swift', 'swift', 'swift'],
  ['Dart', 'dart', 'dart'],
  ['Scala', 'scala', 'scala', 'sc sbt'],
  ['Lua', 'lua', 'lua'],
  ['Perl', 'perl', 'perl', 'pl pm'],
  ['R', 'r', 'r'],
  ['Groovy', 'groovy', 'groovy', 'gradle'],
  ['Dockerfile', 'dockerfile', 'dockerfile', 'docker containerfile'],
  ['Makefile', 'makefile', 'makefile', 'make mk'],
  ['Batch', 'dos', 'bat', 'cmd batch'],
];

const LANGUAGES: ReadonlyMap<string, Language> = new Map(
  TABLE.flatMap(([label, grammar, id, names]) =>
    [id, ...(names?.split(' ') ?? [])].map((name) => [name, { label, grammar, id }] as const),
  ),
);

/** The grammars that the table names. */
export const GRAMMARS: ReadonlySet<string> = new Set(TABLE.map(([, grammar]) => grammar));

/**
 * @param name the language as somebody named it; a name that nobody knows is its own label
 * @param path of the file that the code is from: it decides where no language is named
 * @returns undefined: nothing is known of it
 */
export function languageOf(name: string | undefined, path: string | undefined): Language | undefined {
  if (name !== undefined) return LANGUAGES.get(name.toLowerCase()) ?? { label: name };
  const file = path?.toLowerCase().split(/[\\/]/).at(-1);
  return LANGUAGES.get(file?.split('.').at(-1) ?? '');
}
