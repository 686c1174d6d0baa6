import assert from 'node:assert/strict';
import { findEnvLines } from '../../../../src/editor/guard/envLines';

const isFound = (line: string, fileName = 'a.txt'): boolean => findEnvLines(line, fileName).length > 0;

describe('lines that give a secret to a variable', () => {
  it('are those of shells, Compose files and settings', () => {
    for (const line of [
      ...[
        'PASSWORD=hunter2',
        'DB_PASSWORD=123456',
        "export SECRET_KEY='a-b-c-d'",
        'set API_KEY=abc',
        '$env:TOKEN=abc1',
      ],
      ...['STRIPE_SECRET=abc', 'MYSQL_ROOT_PASSWORD: s3cr3t', '- GITHUB_TOKEN=abc', 'ENV NPM_TOKEN=abc1'],
      ...[
        'API_KEY = "abcd1234"',
        '  "CLIENT_SECRET": "abcd",',
        'FTP_PWD=abc',
        'PGPASSWORD=abc',
        'TOKEN=abc # mine',
      ],
    ])
      assert.ok(isFound(line), line);
  });

  it('are not those that only name one', () => {
    for (const line of [
      ...[
        'PASSWORD=',
        'PASSWORD=""',
        'TOKEN=$TOKEN',
        'TOKEN="${{ secrets.TOKEN }}"',
        'API_KEY=%KEY%',
        'TOKEN=<token>',
      ],
      ...['PASSWORD=changeme', 'API_KEY=your-key-here', 'SECRET=********', 'TOKEN=xxxx', 'MAX_TOKEN=4096'],
      ...[
        'TOKEN = compute()',
        'TOKEN: string;',
        'API_KEY = process.env.API_KEY;',
        'PWD=/home/bob',
        'token = 1',
      ],
      ...[
        'if (TOKEN == "abcd") {',
        'const TOKEN = "abcd"',
        'KEY=abc',
        'PUBLIC_KEY=abc',
        'TOKENS=abc',
        '# TOKEN=abc',
      ],
    ])
      assert.ok(!isFound(line), line);
  });

  it('are all that have a value in a `.env` file', () => {
    for (const fileName of ['.env', '.env.local', 'prod.env'])
      assert.ok(isFound('DATABASE_HOST=10.0.0.7', fileName), fileName);
    for (const fileName of ['.env.example', 'env', 'a.environment', '.envrc'])
      assert.ok(!isFound('DATABASE_HOST=10.0.0.7', fileName), fileName);
    assert.ok(!isFound('EMPTY=', '.env'));
  });

  it('are told from their first character to their last', () => {
    const text = 'a\r\n  TOKEN=abc  \r\nb';
    assert.deepEqual(findEnvLines(text, ''), [{ start: 5, end: 14 }]);
  });
});
