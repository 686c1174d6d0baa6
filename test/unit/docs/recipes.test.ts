import assert from 'node:assert/strict';
import {
  commandProblems,
  panelMessageProblems,
  type Project,
  readProject,
  settingProblems,
  verbProblems,
} from './recipes';

const project = readProject();

/** A copy in which something was forgotten, or is there once more. */
function planted(file: string, find: string | RegExp, put: string): Project {
  const text = project[file]!;
  const changed = text.replace(find, put);
  assert.notEqual(changed, text, `${file} has ${String(find)}`);
  return { ...project, [file]: changed };
}

/** The same, in all files of a folder. */
function plantedIn(folder: string, find: RegExp, put: string): Project {
  const files = Object.entries(project).filter(([file]) => file.startsWith(`${folder}/`));
  const changed = files.map(([file, text]) => [file, text.replaceAll(find, put)] as const);
  assert.notDeepEqual(changed, files, `${folder} has ${String(find)}`);
  return { ...project, ...Object.fromEntries(changed) };
}

type Plant = readonly [forgotten: string, copy: () => Project, found: RegExp];

const RECIPES: Readonly<
  Record<string, readonly [(project: Project) => readonly string[], readonly Plant[]]>
> = {
  'a command': [
    commandProblems,
    [
      [
        'in the manifest',
        () => planted('package.json', '"command": "tilde.showLog"', '"command": "tilde.gone"'),
        /showLog.*not in package\.json/,
      ],
      [
        'its id',
        () => planted('src/editor/platform/ids.ts', "  'tilde.showLog',\n", ''),
        /showLog.*not in COMMAND_IDS/,
      ],
      [
        'its code',
        () => plantedIn('src/editor', /id: 'tilde\.showLog'/g, "id: 'tilde.other'"),
        /showLog.*not defined with defineCommand/,
      ],
      [
        'its title',
        () => planted('package.nls.json', '"command.showLog.title"', '"command.other.title"'),
        /showLog: no title/,
      ],
      [
        'its new name in the menus',
        () => planted('package.json', /("view\/title": \[\s*\{\s*"command": ")[\w.]+/, '$1tilde.gone'),
        /gone: no such command/,
      ],
      [
        'a title that can be translated',
        () => planted('package.json', '"%command.showLog.title%"', '"Show Log"'),
        /showLog: no title/,
      ],
      [
        'README',
        () => planted('README.md', /\*\*(Tilde: )?Show Log\*\*/g, 'the log'),
        /showLog: no word of it in README/,
      ],
      [
        'its category',
        () =>
          planted(
            'package.json',
            /("%command\.showLog\.title%",\s*)"category": "Tilde",?/,
            '$1"category": "",',
          ),
        /showLog: no category/,
      ],
      [
        'CHANGELOG',
        () => planted('CHANGELOG.md', '**Show Log**', 'the log'),
        /showLog: no word of it in CHANGELOG/,
      ],
      [
        'its feature',
        () => planted('src/tilde.ts', 'register(registerJoining);', ''),
        /registerJoining: no call in src\/tilde/,
      ],
      [
        'a test',
        () => plantedIn('test', /tilde\.lockRoom|Lock Room to Newcomers/g, 'x'),
        /lockRoom: no test/,
      ],
    ],
  ],
  'a setting': [
    settingProblems,
    [
      [
        'code that reads it',
        () => planted('src/editor/platform/settings.ts', "text('notifications')", "text('username')"),
        /notifications: no code/,
      ],
      [
        'the manifest',
        () => planted('package.json', '"tilde.notifications": {', '"tilde.other": {'),
        /tilde\.notifications: no such setting/,
      ],
      [
        'a description that can be translated',
        () => planted('package.json', '"%configuration.port.description%"', '"The port"'),
        /port: no description/,
      ],
      [
        'the label of a value',
        () => planted('package.json', /,\s*"%configuration\.notifications\.off\.label%"/, ''),
        /notifications: no label/,
      ],
      ['its place', () => planted('package.json', '"order": 3', '"order": 2'), /port: no order of its own/],
      ['README', () => planted('README.md', '| `tilde.port` ', '| `tilde.other` '), /port: no row in README/],
      [
        'the description of a value',
        () => planted('package.json', '"%configuration.notifications.off.description%"', '"None."'),
        /notifications: no label and description/,
      ],
      [
        'its scope',
        () => planted('package.json', /("tilde\.port": \{\s*)"scope": "application"/, '$1"scope": "window"'),
        /port: no scope/,
      ],
      [
        'a check of its value',
        () => planted('src/editor/platform/settings.ts', "get<unknown>('port')", "get<number>('port')"),
        /settings\.ts: a value is taken without a check/,
      ],
      [
        'CHANGELOG',
        () => planted('CHANGELOG.md', '`tilde.port`', 'the port'),
        /port: no word of it in CHANGELOG/,
      ],
      ['a test', () => plantedIn('test', /'history\.days'/g, "'x'"), /history\.days: no test/],
      [
        'a test of one that is called like a command',
        () => plantedIn('test', /'host', /g, "'x', "),
        /host: no test/,
      ],
    ],
  ],
  'a wire verb': [
    verbProblems,
    [
      [
        'its row for the client',
        () => planted('docs/PROTOCOL.md', /^\| `read` .*\n/m, ''),
        /read: no row below "From a client:"/,
      ],
      [
        'its row for the server',
        () => planted('docs/PROTOCOL.md', /^\| `host` .*\n/m, ''),
        /host: no row below "From the server:"/,
      ],
      [
        'a conformance test',
        () => plantedIn('test/conformance', /(['"`~])read\1/g, 'x'),
        /read: no test in test\/conformance/,
      ],
      [
        'a test of the client',
        () => plantedIn('test/unit', /(['"`~])typing\1/g, 'x'),
        /typing: no test of the client/,
      ],
      [
        'a test of the client that sends it',
        () => plantedIn('test/unit', /(['"`~])read\1/g, 'x'),
        /read: no test of the client/,
      ],
      ['its clause', () => planted('docs/PROTOCOL.md', /`saved`(?! *\|)/g, 'it'), /saved: no clause/],
      ['CHANGELOG', () => planted('CHANGELOG.md', /`saved`/g, 'so'), /saved: no word of it in CHANGELOG/],
      ['who sends it', () => plantedIn('src/client', /'read'/g, "'x'"), /read: no code in src\/client/],
      [
        'who answers with it',
        () => plantedIn('src/server', /'host'/g, "'x'"),
        /host: no code in src\/server/,
      ],
    ],
  ],
  'a panel message': [
    panelMessageProblems,
    [
      [
        'who posts it to the panel',
        () => plantedIn('src/editor', /type: 'refused'/g, ''),
        /refused: no code in src\/editor/,
      ],
      [
        'who posts it from the panel',
        () => plantedIn('webview', /type: 'retry'/g, ''),
        /retry: no code in webview/,
      ],
      ['a test of the panel', () => plantedIn('test', /type: 'focus'/g, ''), /focus: no test/],
      [
        'a test of what the panel posts',
        () => plantedIn('test/panel', /'retry'/g, ''),
        /retry: no test in test\/panel/,
      ],
    ],
  ],
};

for (const [what, [problems, plants]] of Object.entries(RECIPES)) {
  describe(`the recipe for ${what}`, () => {
    it('is kept by all that there are', () => {
      assert.deepEqual(problems(project), []);
    });

    for (const [forgotten, copy, found] of plants) {
      it(`tells what was forgotten: ${forgotten}`, () => {
        const told = problems(copy());
        assert.ok(
          told.some((problem) => found.test(problem)),
          `told: ${told.join('; ')}`,
        );
      });
    }
  });
}
