// What belongs together when something is added (CONTRIBUTING, "Recipes"): each function compares the places that a recipe
// names and returns what is missing. What the compiler finds already is left to it.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** The project's files by path, as a recipe reads them. */
export type Project = Readonly<Record<string, string>>;

export function readProject(): Project {
  const folders = ['src', 'webview', 'test'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => path.posix.join(folder, ...file.split(path.sep))),
  );
  const files = [
    ...folders,
    'package.json',
    'package.nls.json',
    'README.md',
    'CHANGELOG.md',
    'docs/PROTOCOL.md',
  ];
  return Object.fromEntries(files.map((file) => [file, readFileSync(file, 'utf8')]));
}

interface Manifest {
  readonly contributes: {
    readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
    readonly commands: readonly Declared[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}
interface Declared {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
}
interface Setting {
  readonly scope?: string;
  readonly order?: number;
  readonly enum?: readonly string[];
  readonly enumItemLabels?: readonly string[];
  readonly markdownEnumDescriptions?: readonly string[];
  readonly description?: string;
  readonly markdownDescription?: string;
}

const textOf = (project: Project, file: string): string => project[file] ?? '';
const contributesOf = (project: Project) =>
  (JSON.parse(textOf(project, 'package.json')) as Manifest).contributes;

/** Everything below the folders, in one text. */
const below = (project: Project, ...folders: readonly string[]): string =>
  Object.entries(project)
    .filter(([file]) => folders.some((folder) => file.startsWith(`${folder}/`)))
    .map(([, text]) => text)
    .join('\n');

/** `'name'`, `"name"` or `` `name` ``. */
const quoted = (name: string): RegExp => new RegExp(`(['"\`])${name.replaceAll('.', String.raw`\.`)}\\1`);
const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((match) => match[1]!);

/** The keys of the object, or the texts of the array, that a file declares under this name; spreads are followed. */
export function namesIn(project: Project, file: string, variable: string): readonly string[] {
  const source = ts.createSourceFile(file, textOf(project, file), ts.ScriptTarget.Latest, true);
  const declarations = source.statements
    .filter(ts.isVariableStatement)
    .flatMap((one) => [...one.declarationList.declarations]);
  const initializer = declarations.find(({ name }) => name.getText() === variable)?.initializer;
  const value = initializer && ts.isAsExpression(initializer) ? initializer.expression : initializer;
  if (value && ts.isArrayLiteralExpression(value))
    return value.elements.filter(ts.isStringLiteral).map((element) => element.text);
  if (!value || !ts.isObjectLiteralExpression(value)) throw new Error(`${file} has no table ${variable}`);
  return value.properties.flatMap((property) =>
    ts.isSpreadAssignment(property)
      ? namesIn(project, file, property.expression.getText())
      : [property.name.getText().replaceAll(/['"]/g, '')],
  );
}

/** Whether the manifest leaves the text to package.nls.json. */
const isTranslated = (text: string | undefined): boolean => /^%.+%$/.test(text ?? '');

/** One sentence for each name that only one of two lists has. */
function differences(
  one: readonly string[],
  other: readonly string[],
  inOne: string,
  inOther: string,
): string[] {
  return [
    ...one.filter((name) => !other.includes(name)).map((name) => `${name}: ${inOne}, but not ${inOther}`),
    ...other.filter((name) => !one.includes(name)).map((name) => `${name}: ${inOther}, but not ${inOne}`),
  ];
}

/** A sentence for each name for which `isThere` says no. */
const without = (names: readonly string[], what: string, isThere: (name: string) => boolean): string[] =>
  names.filter((name) => !isThere(name)).map((name) => `${name}: no ${what}`);

/** Recipe "Add a command". */
export function commandProblems(project: Project): readonly string[] {
  const { commands: declared, menus } = contributesOf(project);
  const ids = declared.map(({ command }) => command);
  const sentences = JSON.parse(textOf(project, 'package.nls.json')) as Record<string, string>;
  const titleOf = (id: string) => {
    const key = declared.find(({ command }) => command === id)?.title ?? '';
    return isTranslated(key) ? sentences[key.slice(1, -1)] : undefined;
  };
  const implemented = all(below(project, 'src/editor'), /defineCommand\(\{\s*id: '([\w.]+)'/g);
  const features = all(below(project, 'src/editor'), /export (?:function|const) (register[A-Z]\w*)/g);
  const tests = below(project, 'test/integration', 'test/e2e');
  return [
    ...without(features, 'call in src/tilde.ts', (feature) =>
      new RegExp(String.raw`\bregister\((?:\(\) => )?${feature}\b`).test(textOf(project, 'src/tilde.ts')),
    ),
    ...differences(
      ids,
      namesIn(project, 'src/editor/platform/ids.ts', 'COMMAND_IDS'),
      'in package.json',
      'in COMMAND_IDS',
    ),
    ...differences(ids, implemented, 'in package.json', 'defined with defineCommand'),
    ...without(
      Object.values(menus).flatMap((items) => items.map(({ command }) => command)),
      'such command in package.json, but in its menus',
      (id) => ids.includes(id),
    ),
    ...without(ids, 'title in package.nls.json', (id) => titleOf(id) !== undefined),
    ...without(
      ids,
      'category Tilde',
      (id) => declared.find(({ command }) => command === id)?.category === 'Tilde',
    ),
    ...['README.md', 'CHANGELOG.md'].flatMap((file) =>
      without(ids, `word of it in ${file}`, (id) =>
        new RegExp(String.raw`\*\*(?:Tilde: )?${titleOf(id) ?? id}\*\*`).test(textOf(project, file)),
      ),
    ),
    ...without(
      ids,
      'test in test/integration or test/e2e',
      (id) =>
        quoted(id).test(tests) ||
        tests.includes(`Tilde: ${titleOf(id) ?? id}`) ||
        tests.includes(`'${titleOf(id) ?? id}'`),
    ),
  ];
}

/** Recipe "Add a setting". */
export function settingProblems(project: Project): readonly string[] {
  const { properties } = contributesOf(project).configuration;
  const names = Object.keys(properties);
  const source = below(project, 'src');
  const read = all(source, /\b(?:text|get(?:<\w+>)?)\(\s*'([\w.]+)'\s*\)/g).map((key) => `tilde.${key}`);
  const isRead = new Set(read.filter((name) => names.includes(name)));
  const tests = below(project, 'test/integration', 'test/e2e');
  const settings = textOf(project, 'src/editor/platform/settings.ts');
  const unknown = all(settings, /\b(?:text|get(?:<\w+>)?)\(\s*'([\w.]+)'\s*\)/g).map((key) => `tilde.${key}`);
  return [
    ...without(names, 'code that reads it', (name) => isRead.has(name)),
    ...without([...new Set(unknown)], 'such setting in package.json', (name) => names.includes(name)),
    ...without(names, 'scope "application"', (name) => properties[name]?.scope === 'application'),
    ...without(names, 'description in package.nls.json', (name) =>
      isTranslated(properties[name]?.markdownDescription ?? properties[name]?.description),
    ),
    ...without(names, 'label and description for each value', (name) => {
      const { enum: values = [], enumItemLabels, markdownEnumDescriptions } = properties[name] ?? {};
      return values.every((_, i) =>
        [enumItemLabels, markdownEnumDescriptions].every((all) => isTranslated(all?.[i])),
      );
    }),
    ...without(names, 'order of its own', (name) => {
      const { order } = properties[name] ?? {};
      return (
        order !== undefined && Object.values(properties).filter((one) => one.order === order).length === 1
      );
    }),
    ...without(names, 'row in README.md', (name) => textOf(project, 'README.md').includes(`\n| \`${name}\``)),
    ...without(names, 'word of it in CHANGELOG.md', (name) =>
      textOf(project, 'CHANGELOG.md').includes(`\`${name}\``),
    ),
    ...without(names, 'test in test/integration or test/e2e', (name) =>
      new RegExp(`'${name}':|\\b(?:set|update)\\('${name.replace(/^tilde\./, '')}'`).test(tests),
    ),
    ...(/\.get(?:\(|<(?!unknown>))/.test(settings) ? ['settings.ts: a value is taken without a check'] : []),
  ];
}

const MESSAGES = 'src/protocol/wire/messages.ts';

/** Recipe "Add a wire verb". */
export function verbProblems(project: Project): readonly string[] {
  const fromClient = namesIn(project, MESSAGES, 'CLIENT_MESSAGES');
  const fromServer = namesIn(project, MESSAGES, 'SERVER_MESSAGES');
  const verbs = [...new Set([...fromClient, ...fromServer])];
  const conformance = below(project, 'test/conformance');
  const unit = below(project, 'test/unit/client', 'test/unit/model');
  const rowOf = (verb: string, heading: string) =>
    new RegExp(`^\\| \`${verb}\` `, 'm').test(
      textOf(project, 'docs/PROTOCOL.md').split(heading)[1]?.split('\n\n')[1] ?? '',
    );
  const named = (text: string, verb: string) => quoted(verb).test(text) || text.includes(`~${verb}~`);
  /** The verb is handed to a function that encodes it, or is that of a message or an event. */
  const sends = (folder: string, verb: string) =>
    new RegExp(`\\b(?:request|write|encode(?:Client|Server))\\('${verb}'|\\bverb: '${verb}'`).test(
      below(project, folder),
    );
  const clauses = textOf(project, 'docs/PROTOCOL.md')
    .split('\n\n')
    .filter((text) => text.startsWith('**P-'));
  return [
    ...without(fromClient, 'row below "From a client:" in docs/PROTOCOL.md', (verb) =>
      rowOf(verb, 'From a client:'),
    ),
    ...without(fromServer, 'row below "From the server:" in docs/PROTOCOL.md', (verb) =>
      rowOf(verb, 'From the server:'),
    ),
    ...without(verbs, 'clause in docs/PROTOCOL.md that says what it does', (verb) =>
      clauses.some((clause) => clause.includes(`\`${verb}\``)),
    ),
    ...without(verbs, 'word of it in CHANGELOG.md', (verb) =>
      textOf(project, 'CHANGELOG.md').includes(`\`${verb}\``),
    ),
    ...without(verbs, 'test in test/conformance', (verb) => named(conformance, verb)),
    ...without(verbs, 'test of the client in test/unit/client', (verb) => named(unit, verb)),
    ...without(fromClient, 'code in src/client that sends it', (verb) => sends('src/client', verb)),
    ...without(fromServer, 'code in src/server that sends it', (verb) => sends('src/server', verb)),
  ];
}

const TO_PANEL = 'src/panel/toPanel.ts';
const FROM_PANEL = 'src/panel/fromPanel.ts';

/** Recipe "Add a panel message". */
export function panelMessageProblems(project: Project): readonly string[] {
  const toPanel = namesIn(project, TO_PANEL, 'TO_PANEL');
  const fromPanel = namesIn(project, FROM_PANEL, 'FROM_PANEL');
  const typed = (type: string, ...folders: readonly string[]) =>
    new RegExp(`type: '${type}'`).test(below(project, ...folders));
  return [
    ...without(toPanel, 'code in src/editor that posts it', (type) => typed(type, 'src/editor')),
    ...without(fromPanel, 'code in webview that posts it', (type) => typed(type, 'webview')),
    ...without(toPanel, 'test in test/panel or test/unit/webview', (type) =>
      typed(type, 'test/panel', 'test/unit/webview'),
    ),
    ...without(fromPanel, 'test in test/panel', (type) => quoted(type).test(below(project, 'test/panel'))),
  ];
}
