import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { NOT_CONNECTED } from '../../src/client/types/problems';
import { ChatPage, type ChatPageParts } from '../../src/editor/panel/chatPage';
import { type DraftRoom, Drafts } from '../../src/editor/panel/drafts';
import type { Other } from '../../src/editor/panel/panelFeed';
import { Saying } from '../../src/editor/panel/saying';
import type { SayOptions } from '../../src/editor/session/roomSession';
import type { Destination, FromPanel } from '../../src/panel/fromPanel';
import type { Batch } from '../../src/panel/toPanel';

/** A page of the chat, as VS Code shows it in one place, that takes what it is told, and draws none of it. */
class SilentPage {
  readonly posted: Batch['messages'][number][] = [];
  readonly page: ChatPage;
  private readonly received = new vscode.EventEmitter<unknown>();
  private readonly never = new vscode.EventEmitter<void>();

  constructor(parts: ChatPageParts) {
    const webview = {
      html: '',
      options: {},
      cspSource: '',
      asWebviewUri: (uri: vscode.Uri) => uri,
      onDidReceiveMessage: this.received.event,
      postMessage: ({ messages }: Batch) => {
        this.posted.push(...messages);
        this.says({ type: 'taken' });
      },
    };
    this.page = new ChatPage(
      {
        webview: webview as unknown as vscode.Webview,
        isVisible: () => true,
        onDidChangeVisibility: this.never.event,
        onDidDispose: this.never.event,
      },
      parts,
    );
    this.says({ type: 'ready' });
  }

  says(message: FromPanel): void {
    this.received.fire(message);
  }

  dispose(): void {
    this.page.dispose();
    this.received.dispose();
    this.never.dispose();
  }
}

describe('a page of the chat', () => {
  const code = { path: 'a.ts', start: 1, end: 2, text: 'a\nb' };
  const bob = { mid: 'b', name: 'bob' };
  let pages: SilentPage[];
  let said: (SayOptions & { readonly text: string })[];
  let takes: boolean;
  let shown: string | undefined;
  let drafts: Drafts;
  const room: DraftRoom = { placeOf: () => undefined, orderOf: () => undefined, message: () => undefined };

  beforeEach(() => {
    [pages, said, takes, shown] = [[], [], true, undefined];
    drafts = new Drafts([], () => undefined);
    const current = {
      isBasic: false,
      memberId: 'a',
      members: [{ mid: 'a', name: 'ana' }, bob],
      say: (text: string, options: SayOptions) => {
        if (takes) said.push({ ...options, text });
        return takes ? undefined : NOT_CONNECTED;
      },
      takeBack: (to?: string) => {
        const at = said.findLastIndex((one) => one.to === to);
        return at < 0 ? undefined : said.splice(at, 1)[0];
      },
    };
    const parts = {
      ...{ drafts, extensionUri: vscode.Uri.file('/'), systemLocale: Promise.resolve(undefined) },
      session: { current, state: { kind: 'idle' } },
      ignored: { has: () => false },
      conversations: { show: (to: string | undefined) => (shown = to) },
      saying: new Saying(() => current),
      messages: {
        ...room,
        get destination(): Destination {
          return { room: 'r', ...(shown !== undefined && { to: shown }) };
        },
        snapshot: () => ({ type: 'snapshot', entries: [], state: {}, more: false, readUpTo: 0 }),
        typing: () => ({ type: 'typing', names: [] }),
      },
      tellOthers: (page: ChatPage, message: Other) => {
        for (const one of pages) if (one.page !== page) one.page.feed.add(message);
      },
      retell: () => undefined,
      changed: () => undefined,
    };
    pages = [0, 1].map(() => new SilentPage(parts as unknown as ChatPageParts));
  });
  afterEach(() => {
    for (const page of pages) page.dispose();
  });
  const draftsAt = (page: SilentPage) =>
    page.posted.flatMap((one) => (one.type === 'draft' ? [one.text] : []));

  it('is not what another one waits for, to show what was not sent', () => {
    const [one, other] = pages as [SilentPage, SilentPage];
    takes = false;
    one.says({ type: 'say', room: 'r', text: 'first' });
    one.says({ type: 'say', room: 'r', text: 'second' });
    assert.deepEqual(draftsAt(other), ['first', 'first\nsecond']);
    assert.equal(one.posted.filter(({ type }) => type === 'refused').length, 2);
    one.says({ type: 'draft', room: 'r', text: '' });
    takes = true;
    one.says({ type: 'say', room: 'r', text: 'third' });
    one.says({ type: 'takeBack', room: 'r' });
    assert.deepEqual(draftsAt(other).slice(2), ['', 'third']);
  });

  it('says with the text of /msg what is attached to it, to that one alone, in parts where it is long', () => {
    const [page] = pages as [SilentPage];
    const ask = (words: string): void =>
      page.says({ type: 'direct', draft: { room: 'r', text: `/msg ${words}`, codes: [code] }, words });
    ask('bob look');
    ask('bob');
    assert.deepEqual(said, [
      { text: 'look', to: 'b', code },
      { text: '', to: 'b', code },
    ]);
    assert.equal(shown, 'b');
    ask(`bob ${'word '.repeat(4000).trim()}`);
    assert.deepEqual(
      said.slice(2).map((one) => [one.to, one.code]),
      [
        ['b', code],
        ['b', undefined],
      ],
    );
  });

  it('gives back what /msg could not say: to that one, or where it was written if nobody is meant', () => {
    const [page, other] = pages as [SilentPage, SilentPage];
    takes = false;
    const direct = (words: string): void =>
      page.says({ type: 'direct', draft: { room: 'r', text: `/msg ${words}`, codes: [code] }, words });
    direct('nobody hi');
    assert.deepEqual(drafts.of({ room: 'r' }, room), { room: 'r', text: '/msg nobody hi', codes: [code] });
    assert.deepEqual([shown, draftsAt(other)], [undefined, ['/msg nobody hi']]);
    direct('bob hi');
    assert.deepEqual(drafts.of({ room: 'r', to: 'b' }, room), {
      room: 'r',
      to: 'b',
      text: 'hi',
      codes: [code],
    });
    assert.equal(shown, 'b');
  });
});
