import assert from 'node:assert/strict';
import { isSameRemote, normalRemote } from '../../../../src/editor/repository/normalRemote';
import { Code } from '../../../../src/protocol/wire/messages';
import * as v from 'valibot';

describe('the name of a repository', () => {
  const SAME = [
    ...['https://github.com/team/tool.git', 'https://github.com/team/tool', 'https://github.com/team/tool/'],
    ...[
      'http://github.com/team/tool.git',
      'HTTPS://GitHub.COM/team/tool.git',
      'https://github.com:443/team/tool.git',
    ],
    ...['https://ann@github.com/team/tool.git', 'https://ann:ghp_secret@github.com/team/tool.git'],
    ...['https://x-access-token:a%40b@github.com/team/tool', 'https://github.com/team/tool.git?a=b#c'],
    ...['git@github.com:team/tool.git', 'github.com:team/tool.git', 'git@GITHUB.com:/team/tool.git'],
    ...[
      'ssh://git@github.com/team/tool.git',
      'ssh://git@github.com:22/team/tool.git',
      'git+ssh://github.com/team/tool',
    ],
    ...[
      'ssh+git://git@github.com/team/tool',
      'git://github.com/team/tool.git',
      'git://github.com:9418/team/tool.git',
    ],
    ...['ssh://git@ssh.github.com:443/team/tool.git', '  https://github.com//team/tool.git\n'],
  ];
  for (const address of SAME)
    it(`is the same for ${JSON.stringify(address)}`, () => {
      assert.equal(normalRemote(address), 'github.com/team/tool');
    });

  const OTHER: readonly (readonly [address: string, remote: string])[] = [
    ['ssh://git@git.lan:2222/team/tool.git', 'git.lan:2222/team/tool'],
    ['http://git.lan:443/team/tool.git', 'git.lan:443/team/tool'],
    ['https://git.lan:8443/~ann/tool.git', 'git.lan:8443/~ann/tool'],
    ['work:team/tool.git', 'work/team/tool'],
    ['ann@192.168.0.7:src/tool', '192.168.0.7/src/tool'],
    ['ssh://ann@[FE80::1]:22/tool.git', '[fe80::1]/tool'],
    ['[::1]:tool.git', '[::1]/tool'],
    ['https://dev.azure.com/team/My%20Tool/_git/tool', 'dev.azure.com/team/My%20Tool/_git/tool'],
    ['git@ssh.dev.azure.com:v3/team/My Tool/tool', 'ssh.dev.azure.com/v3/team/My%20Tool/tool'],
    ['https://bücher.example/größe/tool.git', 'xn--bcher-kva.example/größe/tool'],
    ['https://git.lan/100%/tool', 'git.lan/100%/tool'],
    ['https://git.lan/a%3Fb', 'git.lan/a%3Fb'],
    ['https://git.lan/tool.GIT', 'git.lan/tool'],
  ];
  for (const [address, remote] of OTHER)
    it(`of ${JSON.stringify(address)} is ${remote}`, () => {
      assert.equal(normalRemote(address), remote);
      assert.ok(v.is(Code, { path: 'a', start: 1, end: 1, text: '', remote }), 'it can be sent');
    });

  const NONE = [
    ...['', ' ', '/srv/git/tool.git', '../tool', './tool', '~/tool', '~ann/tool.git', 'tool', 'tool.git'],
    ...['file:///srv/git/tool.git', 'FILE://host/share/tool', 'C:\\git\\tool', 'c:/git/tool', 'D:tool'],
    ...['\\\\server\\share\\tool', '//server/share/tool', 'ext::sh -c evil', 'codecommit::eu://tool'],
    ...['https://', 'https:///tool', 'https://github.com', 'https://github.com/', 'https://github.com/.git'],
    ...[
      'ssh://-oProxyCommand=x y/tool',
      'https://a b/tool',
      'vscode-vfs://github/team/tool',
      'javascript://a/b',
    ],
    ...[
      'host:',
      'git@host:.git',
      'https://git.lan/\u202Etool',
      'https://git.lan/a%00b',
      `https://git.lan/${'a'.repeat(600)}`,
    ],
    `https://git.lan/${'a'.repeat(1e6)}`,
  ];
  for (const address of NONE)
    it(`is none for ${JSON.stringify(address.slice(0, 60))}`, () => {
      assert.equal(normalRemote(address), undefined);
    });

  it('tells nothing of whoever logs in there', () => {
    for (const address of SAME.filter((one) => one.includes('@')))
      assert.doesNotMatch(normalRemote(address) ?? '', /@|ann|secret|token/);
  });

  it('is compared without ports and letter case: each way to a server has its own', () => {
    assert.ok(isSameRemote('git.lan:2222/Team/Tool', 'git.lan/team/tool'));
    assert.ok(!isSameRemote('git.lan/team/tool', 'git.lan/team/tool2'));
    assert.ok(!isSameRemote('git.lan/team/tool', 'hub.lan/team/tool'));
  });
});
