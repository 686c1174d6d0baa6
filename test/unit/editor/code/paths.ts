// Paths that others may send: with harm in mind, and without.

/** Each leads, on some system, to what is no file of the workspace, or shows another name than it has. */
export const HOSTILE_PATHS: readonly string[] = [
  // nothing
  ...['', '.', '..', '/', '\\', './', '../..', 'src/..', ' ', '...'],
  // up and out
  ...['a/../../b.ts', 'src/../../../etc/passwd', 'a/b/../../../c.ts', 'src\\..\\..\\b.ts', '/../etc/passwd'],
  ...['/..', 'C:\\..\\..\\b.ts', '~/../bob/.ssh/id_rsa', './a/.././../b.ts', '/src/../../b.ts'],
  // other computers and devices
  ...[
    '\\\\server\\share\\a.ts',
    '//server/share/a.ts',
    '\\\\?\\C:\\a.ts',
    '\\\\.\\pipe\\a',
    '/\\server\\a.ts',
    '\\\\.\\C:',
  ],
  ...['\\\\?\\UNC\\server\\a.ts', '\\\\server@SSL@443\\DavWWWRoot\\a.ts', '\\??\\C:\\a.ts'],
  // drives and streams
  ...[
    'C:a.ts',
    'C:',
    'src/C:/a.ts',
    'a.ts:stream',
    'a.ts::$DATA',
    'src::$INDEX_ALLOCATION/a.ts',
    'file:///etc/passwd',
  ],
  ...['vscode-remote://ssh/etc/passwd', 'command:tilde.say', 'https://den.org/a.ts'],
  // names of devices, however they are written
  ...[
    'CON',
    'nul',
    'src/NUL.txt',
    'aux.ts',
    'PRN .md',
    'com1',
    'COM9.log',
    'src/lpt1/a.ts',
    'LPT0.x.y',
    'CONIN$',
    'clock$',
  ],
  ...['COM\u00B9', 'com\u00B2.ts', 'ｎｕｌ', 'n\u200Bul.ts', 'CON.', 'Nul '],
  // names that a system changes
  ...[
    'src/a.ts.',
    'src/a.ts ',
    'src./a.ts',
    'src /a.ts',
    'a.ts. .',
    'src/.../a.ts',
    'src/.. /b.ts',
    '. ./b.ts',
  ],
  // what git runs is in there
  ...[
    '.git/config',
    '.GIT/hooks/pre-commit',
    'git~1/config',
    '.git./config',
    'src/.Git/HEAD',
    '.g\u200Cit/config',
  ],
  ...['.git::$INDEX_ALLOCATION/config', '\uFF0Egit/config'],
  // what is not seen, or seen otherwise
  ...[
    'a\0.ts',
    'src\0/a.ts',
    'a\n.ts',
    'a\r\nb.ts',
    'a\u001B[2J.ts',
    'a\u007F.ts',
    'a\u0085.ts',
    'a\u2028.ts',
  ],
  ...['a\u202Est.exe', 'a\u2066b\u2069.ts', '\uFEFFa.ts', '\u200F/a.ts', 'a\uD800.ts', '\u200B/a.ts'],
  // slashes and dots in disguise
  ...[
    '..%2f..%2fetc/passwd',
    '%2e%2e/b.ts',
    'a%00.ts',
    '..%5cb.ts',
    '%252e%252e/b.ts',
    '..%c0%af..%c0%afb.ts',
  ],
  ...[
    '..\uFF0Fb.ts',
    '..\u2215b.ts',
    'a\u2044..\u2044b',
    '..\uFF3Cb.ts',
    '\u2025/b.ts',
    '\uFF0E\uFF0E/b.ts',
    'a\u29F8b.ts',
  ],
  // no name that is meant
  ...['a*.ts', 'a?.ts', '**/a.ts', 'a|b.ts', '<a>.ts', '"a".ts'],
  // longer than any
  ...['a'.repeat(501), `${'a/'.repeat(260)}a.ts`, `src/${'a'.repeat(256)}`],
];

/** What people and programs write -> the segments that are looked for. */
export const HONEST_PATHS: readonly (readonly [written: string, segments: string])[] = [
  ['src/a.ts', 'src/a.ts'],
  ['a.ts', 'a.ts'],
  ['./src/a.ts', 'src/a.ts'],
  ['../src/a.ts', 'src/a.ts'],
  ['../../lib/a.ts', 'lib/a.ts'],
  ['src//a.ts', 'src/a.ts'],
  ['src/x/../a.ts', 'src/a.ts'],
  ['src\\a.ts', 'src/a.ts'],
  ['.\\src\\a.ts', 'src/a.ts'],
  ['/home/bob/den/src/a.ts', 'home/bob/den/src/a.ts'],
  ['C:\\Users\\bob\\den\\src\\a.ts', 'Users/bob/den/src/a.ts'],
  ['c:/Users/RUNNER~1/a.ts', 'Users/RUNNER~1/a.ts'],
  ['/c:/Users/bob/a.ts', 'Users/bob/a.ts'],
  ['~/den/a.ts', 'den/a.ts'],
  ['.github/workflows/ci.yml', '.github/workflows/ci.yml'],
  ['.gitignore', '.gitignore'],
  ['.env.local', '.env.local'],
  ['src/[id]/[...slug].tsx', 'src/[id]/[...slug].tsx'],
  ['app/(shop)/@modal/$id.tsx', 'app/(shop)/@modal/$id.tsx'],
  ['My Project/a b.cs', 'My Project/a b.cs'],
  ['com/den/Main.java', 'com/den/Main.java'],
  ['src/console.ts', 'src/console.ts'],
  ['src/nullable.ts', 'src/nullable.ts'],
  ['aux-1.ts', 'aux-1.ts'],
  ['com10.ts', 'com10.ts'],
  ['Makefile', 'Makefile'],
  ['100%.md', '100%.md'],
  ['C#/a++.cpp', 'C#/a++.cpp'],
  ['src/größe/日本語.md', 'src/größe/日本語.md'],
  ['笔记：一？.md', '笔记：一？.md'],
  ['می\u200Cخواهم.md', 'می\u200Cخواهم.md'],
  ['node_modules/@den/core/index.js', 'node_modules/@den/core/index.js'],
  ['..a/b..c.ts', '..a/b..c.ts'],
  ['a~', 'a~'],
];

/** Honest where a person or a stack trace writes them, but Tilde sends none of them. */
export const OTHERS_PATHS: readonly string[] = [
  ...[
    '/etc/passwd',
    '../../etc/passwd',
    '../b.ts',
    'C:/Windows/win.ini',
    'c:\\a.ts',
    '~/.ssh/id_rsa',
    '~root/a.ts',
  ],
  ...['./a.ts', 'src//a.ts', 'src/', 'src\\a.ts', 'src/../a.ts', '/src/a.ts'],
];
