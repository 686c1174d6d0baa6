import assert from 'node:assert/strict';
import { formatMessageLink, parseMessageLink } from '../../../../src/protocol/invitations/messageLink';

describe('a link to a message', () => {
  const place = { address: { host: 'fe80::1', port: 9999 }, room: 'r&=#ö', seq: 12 };

  it('says of which room it is, and which one', () => {
    const link = new URL(formatMessageLink('vscode', place));
    assert.equal(`${link.protocol}//${link.host}${link.pathname}`, 'vscode://tilde-chat.tilde/message');
    assert.deepEqual(parseMessageLink(link.pathname, link.search.slice(1)), { ok: true, value: place });
    assert.equal(link.hash, '', 'no key');
  });

  it('is nothing else', () => {
    assert.equal(parseMessageLink('/join', 'host=a&port=1'), undefined);
    for (const query of ['', 'host=a', 'host=a&room=x&seq=0', 'host=a&room=x&seq=-1', 'host=a&room=&seq=1'])
      assert.equal(parseMessageLink('/message', query)?.ok, false, query);
  });
});
