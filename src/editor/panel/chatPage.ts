import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { Logger } from '../../base/logger';
import type { RequestProblem } from '../../client/types/clientTypes';
import { type Destination, type FromPanel, FROM_PANEL } from '../../panel/fromPanel';
import { panelHtml } from '../../panel/html';
import { handle, type Handlers, parseMessage } from '../../panel/messageTable';
import type { CopiedCode } from '../code/copiedCode';
import { openPlace } from '../code/openPlace';
import type { SelectedCode } from '../code/selectedCode';
import { insertCode, openCode } from '../code/putCode';
import type { WorkspaceFiles } from '../code/workspaceFiles';
import { foldName } from '../../protocol/names/nameKeys';
import type { SentCode } from '../comparing/sentCode';
import type { CodeLocator } from '../locating/codeLocator';
import { goToCode } from '../locating/goToCode';
import type { Ignored } from '../ignoring/ignored';
import { invitationTo } from '../joining/invitation';
import { excerptsOf } from '../sharing/excerpts';
import type { Sharing } from '../sharing/sharing';
import type { RoomOffers } from '../offers/roomOffers';
import { IGNORE_MEMBER, MEMBERS_VIEW, OPEN_RECENT, SET_USERNAME } from '../platform/ids';
import { saveMarkdown } from '../platform/settings';
import { copyText } from '../prompts/copyText';
import { complain } from '../platform/surfaces';
import type { Unread } from '../unread/unread';
import { problemSentence } from '../wording/sentences';
import type { EmojiChoices } from './emojiChoices';
import { CodePlaces, panelCodePlace } from './codePlaces';
import { tellWhyEmpty } from './emptyPage';
import { openLink } from './openLink';
import { copyMessageLink } from './messageLinks';
import { localizedStrings } from './localizedStrings';
import { removeMessage } from './removeMessage';
import { type Other, PanelFeed } from './panelFeed';
import type { ShownPages } from './shownPages';
import { attached } from './attached';
import { Submissions, type SubmissionsParts } from './submissions';

const pathOf = (file: vscode.Uri): string => vscode.workspace.asRelativePath(file, false);

/** Where VS Code shows a page: in a view, or in a tab of the editor. */
export interface ChatPlace {
  readonly webview: vscode.Webview;
  readonly isVisible: () => boolean;
  /** Fires when `isVisible` may have changed. */
  readonly onDidChangeVisibility: vscode.Event<unknown>;
  readonly onDidDispose: vscode.Event<void>;
}

/** What all pages share. */
export interface ChatPageParts extends SubmissionsParts {
  readonly extensionUri: vscode.Uri;
  readonly unread: Unread;
  readonly ignored: Ignored;
  readonly emoji: EmojiChoices;
  readonly offers: Pick<RoomOffers, 'list' | 'onDidChange'>;
  readonly pages: ShownPages;
  readonly files: WorkspaceFiles;
  readonly locator: CodeLocator;
  readonly sentCode: SentCode;
  readonly copiedCode: Pick<CopiedCode, 'of'>;
  readonly selectedCode: SelectedCode;
  readonly sharing: Sharing;
  readonly logger: Logger;
  /** What VS Code calls the computer this runs on, where it is not the person's own. */
  readonly remote: string | undefined;
  readonly systemLocale: Promise<string | undefined>;
  /** The person did something in `page` that all others are to show. */
  readonly tellOthers: (page: ChatPage, message: Other) => void;
  /** A page has been drawn, or is shown or hidden. */
  readonly changed: () => void;
}

/** One page of the chat: posts what the session holds, and does what the person asks. It can be rebuilt at any time. */
export class ChatPage implements Disposable {
  readonly feed: PanelFeed;
  private readonly store = new DisposableStore();
  private readonly handlers: Handlers<FromPanel>;
  private readonly emptiness: Disposable;
  /** Whether another page tells a screen reader what comes. */
  private isQuiet = false;
  /** How many snapshots were asked for: an answer to an earlier question is out of date. */
  private snapshots = 0;

  constructor(
    private readonly place: ChatPlace,
    private readonly parts: ChatPageParts,
  ) {
    const { webview } = place;
    this.feed = new PanelFeed({
      post: (batch) => void webview.postMessage(batch),
      isIgnored: (memberId) => parts.ignored.has(memberId),
      make: parts.messages,
    });
    this.handlers = this.makeHandlers();
    this.store.add(webview.onDidReceiveMessage((message: unknown) => this.receive(message)));
    this.store.add(
      place.onDidChangeVisibility(() => {
        // A hidden page is lost. When it is shown again, the new page says `ready`.
        if (!place.isVisible()) this.feed.gone();
        parts.changed();
      }),
    );
    this.emptiness = this.store.add(tellWhyEmpty(place));
    void this.fill();
  }

  get isVisible(): boolean {
    return this.place.isVisible();
  }

  /** @param quiet whether another page tells a screen reader what comes */
  tellFocus(quiet = this.isQuiet): void {
    this.isQuiet = quiet;
    this.feed.add({ type: 'focus', on: vscode.window.state.focused, ...(quiet && { quiet }) });
  }

  postSnapshot(): void {
    this.snapshots++;
    this.feed.refresh('snapshot', 'typing');
  }

  dispose(): void {
    this.feed.gone();
    this.store.dispose();
  }

  private makeHandlers(): Handlers<FromPanel> {
    const { session, unread, drafts, emoji: choices, conversations } = this.parts;
    const { files, locator, sentCode, copiedCode, messages, remote, retell, changed } = this.parts;
    const tell = (message: Other): void => void this.feed.add(message);
    const tellOthers = (message: Other): void => this.parts.tellOthers(this, message);
    const codePlaces = new CodePlaces({
      find: async (code) => panelCodePlace(await locator.locate(code), code, pathOf),
      isShown: () => this.isVisible,
      tell: (id, place) => tell({ type: 'codePlaces', places: [{ id, place }] }),
    });
    const submissions = new Submissions(this.parts, tell, tellOthers);
    const complainOf = (problem: RequestProblem | undefined): void => {
      if (problem) void complain(problemSentence(problem));
    };
    return {
      ready: () => {
        this.emptiness.dispose();
        this.feed.ready();
        this.postSnapshot();
        changed();
      },
      taken: () => this.feed.taken(),
      say: (draft) => submissions.say(draft),
      direct: ({ draft, words, picked }) => submissions.sayTo(draft, words, picked),
      takeBack: (destination) => submissions.takeBack(destination),
      edit: ({ of, ...draft }) => submissions.edit(of, draft),
      remove: ({ of }) => void removeMessage(session.current, of).then(complainOf),
      react: ({ of, emoji, on }) => {
        if (on) choices.use(emoji);
        complainOf(session.current.react(of, emoji, on));
      },
      useEmoji: ({ emoji }) => choices.use(emoji),
      chooseSkinTone: ({ skinTone }) => choices.choose(skinTone),
      retry: ({ key }) => session.current.retry(key),
      discard: ({ key }) => {
        session.current.discard(key);
        retell();
      },
      older: ({ before }) => void this.postOlder(before),
      copy: ({ text }) => void copyText(text),
      findPlaces: ({ paths }) => void this.postPlaces(paths),
      openPlace: (place) => void openPlace(place, files),
      findCode: ({ codes }) => void codePlaces.find(codes),
      goToCode: ({ code }) => void goToCode(code, locator),
      compareCode: ({ code }) => void sentCode.compare(code, locator),
      insertCode: ({ text }) => void insertCode(text),
      openCode: ({ text, language }) => void openCode(text, language),
      pasted: ({ text }) => {
        const copied = copiedCode.of(text);
        if (copied) this.feed.add({ type: 'pastedCode', text, ...copied });
      },
      attach: (destination) => void this.attach(destination),
      copyLink: ({ of }) => void copyMessageLink(session, of),
      invitation: () => {
        const invitation = invitationTo(session, remote);
        if (invitation) this.feed.add({ type: 'invitation', ...invitation });
      },
      draft: (draft) => {
        drafts.set(draft, messages);
        submissions.tellDraft(draft);
      },
      typing: ({ on }) => session.current.typing(on),
      read: ({ upTo, to }) => {
        if (!unread.read(upTo, to)) return;
        session.current.read(unread.readUpTo);
        if (to === conversations.shown) tellOthers({ type: 'read', upTo });
      },
      openLink: ({ url }) => void openLink(url),
      showConversation: ({ to }) => void conversations.show(to),
      goTo: ({ order }) => void this.goTo(order),
      command: ({ command }) => void vscode.commands.executeCommand(command),
      enterAgain: ({ id: room }) => void vscode.commands.executeCommand(OPEN_RECENT, { room }),
      rename: ({ name }) => void vscode.commands.executeCommand(SET_USERNAME, { name }),
      ignore: ({ name }) => {
        const wanted = foldName(name.replace(/^@/, ''));
        const member = session.current.members.find((one) => foldName(one.name) === wanted);
        void vscode.commands.executeCommand(IGNORE_MEMBER, member && { mid: member.mid });
      },
      plain: ({ on }) => void saveMarkdown(!on),
      listMembers: () => this.feed.refresh('members'),
      members: () => void vscode.commands.executeCommand(`${MEMBERS_VIEW}.focus`),
      toStart: () => session.forget(),
    };
  }

  private async attach({ room, to }: Destination): Promise<void> {
    const { selectedCode, session, sharing } = this.parts;
    const { where } = selectedCode;
    const facts = session.state.room;
    const shared = where && facts && (await sharing.read(excerptsOf(where), facts));
    if (!shared) return;
    if (shared.ok) this.feed.add(attached({ room, to }, shared.value.codes));
    else void complain(shared.error);
  }

  private async fill(): Promise<void> {
    const { webview } = this.place;
    const { extensionUri, remote } = this.parts;
    const dist = vscode.Uri.joinPath(extensionUri, 'dist');
    const media = vscode.Uri.joinPath(extensionUri, 'media');
    webview.options = { enableScripts: true, enableForms: false, localResourceRoots: [dist, media] };
    const systemLocale = await this.parts.systemLocale;
    // It may be gone by now.
    if (this.store.isDisposed) return;
    webview.html = panelHtml({
      nonce: randomBytes(16).toString('base64url'),
      cspSource: webview.cspSource,
      scriptUri: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'webview.js')).toString(),
      styleUri: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'webview.css')).toString(),
      strings: localizedStrings(remote),
      lang: vscode.env.language,
      systemLocale,
    });
  }

  private receive(value: unknown): void {
    const message = parseMessage(FROM_PANEL, value, (problem) =>
      this.parts.logger.warn(`the panel sent ${problem}`),
    );
    if (message) handle(this.handlers, this.withRoomNow(message));
  }

  /** A page knows of a new name of its room only a moment later, and what it sends until then is for that room. */
  private withRoomNow(message: FromPanel): FromPanel {
    const { drafts } = this.parts;
    if ('draft' in message)
      return { ...message, draft: { ...message.draft, room: drafts.roomNow(message.draft.room) } };
    return 'room' in message ? { ...message, room: drafts.roomNow(message.room) } : message;
  }

  private async goTo(order: number): Promise<void> {
    const goTo = await this.parts.pages.showThatOf(order);
    if (goTo) this.feed.add(goTo);
  }

  private async postPlaces(paths: readonly string[]): Promise<void> {
    const found = await this.parts.files.find(paths);
    if (found.size > 0) this.feed.add({ type: 'places', found: [...found.keys()] });
  }

  private async postOlder(before: number): Promise<void> {
    const { snapshots } = this;
    const message = await this.parts.messages.older(before);
    // The page that asked for it, or the room it is about, may be gone.
    if (this.snapshots === snapshots) this.feed.add(message);
  }
}
