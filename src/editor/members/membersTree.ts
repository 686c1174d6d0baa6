import * as vscode from 'vscode';
import { isolated } from '../../base/isolated';
import { timeLocale } from '../../base/timeLocale';
import type { Clock } from '../../base/clock';
import { systemClock } from '../../base/systemClock';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { Throttle } from '../../base/throttle';
import type { ChatSession } from '../session/chatSession';
import type { RoomFacts } from '../session/sessionState';
import { exactTime, sinceTime } from '../wording/timeText';
import type { CommandId } from '../platform/ids';
import { setViewTexts, treeItem } from '../platform/surfaces';
import type { Ignored } from '../ignoring/ignored';
import { LookAlikes } from './lookAlikes';
import { type MemberRow, memberRows } from './memberRows';
import type { RegisteredWindow, WindowRegistry } from '../window/windowRegistry';
import { accessSentence, lockedSentence } from '../wording/sentences';
import type { Unread } from '../unread/unread';

const { t } = vscode.l10n;

/** How often it is seen that a day has passed, while the list is visible. */
const REFRESH_MS = 60_000;
/** The list is made no more often than this: sorting takes time where many are in the room. */
const APART_MS = 500;
/**
 * Least time between two changes that VS Code is told of. It asks for the list only when it has heard of no change for
 * 200 ms. After this time it has asked, or has lost what it heard.
 */
const TELL_MS = 500;

interface PersonNode {
  readonly kind: 'member';
  readonly member: MemberRow;
  readonly since: string;
  /** The person's own windows, if there are several; none on the rows of others. */
  readonly windows: readonly WindowNode[];
}
interface WindowNode {
  readonly kind: 'window';
  readonly pid: number;
  readonly title: string;
}
/** Says who can come in; stands above the members. */
interface AccessNode {
  readonly kind: 'access';
  readonly access: RoomFacts['access'];
  readonly isLocked: boolean;
}
export type MemberNode = PersonNode | WindowNode | AccessNode;

export interface MembersTreeParts {
  readonly session: ChatSession;
  readonly unread: Unread;
  readonly ignored: Ignored;
  readonly windows: WindowRegistry;
  readonly systemLocale: Promise<string | undefined>;
  /** Shows what this provides. */
  readonly view: vscode.TreeView<MemberNode>;
  /** Makes the view ask again. */
  readonly changed: vscode.EventEmitter<void>;
  readonly clock?: Clock;
}

/** Who is in the room. The badge counts unread messages here, too: the chat's own view has none before it was opened. */
export class MembersTree implements vscode.TreeDataProvider<MemberNode>, Disposable {
  private readonly store = new DisposableStore();
  private readonly clock: Clock;
  private nodes: readonly (AccessNode | PersonNode)[] = [];
  private windows: readonly RegisteredWindow[] = [];
  private minute: Disposable | undefined;
  /** `told`: the list that VS Code heard of last. `given`: the list that it asked for last. */
  private told = this.nodes;
  private given = this.nodes;
  private quiet: Disposable | undefined;
  private readonly throttle: Throttle;
  /** A BCP 47 tag: how times are written. */
  private locale = vscode.env.language;

  constructor(private readonly parts: MembersTreeParts) {
    const { session, unread, ignored, windows, view } = parts;
    this.clock = parts.clock ?? systemClock;
    void parts.systemLocale.then((tag) => {
      if (tag !== undefined) this.locale = timeLocale(vscode.env.language, tag) ?? this.locale;
    });
    this.throttle = this.store.add(new Throttle(this.clock, APART_MS, () => this.refresh()));
    this.store.add(view.onDidChangeVisibility(() => this.refresh()));
    this.store.add(session.onDidChange(() => this.throttle.ask()));
    this.store.add(windows.onDidChange(() => void this.lookAtWindows()));
    this.store.add(unread.onDidChange(() => this.showUnread()));
    this.store.add(ignored.onDidChange(() => this.refresh()));
    this.refresh();
  }

  getChildren(node?: MemberNode): MemberNode[] {
    if (!node) {
      this.given = this.nodes;
      return [...this.nodes];
    }
    return node.kind === 'member' ? [...node.windows] : [];
  }

  getTreeItem(node: MemberNode): vscode.TreeItem {
    switch (node.kind) {
      case 'member':
        return memberItem(node, this.locale);
      case 'window':
        return windowItem(node);
      case 'access':
        return accessItem(node);
    }
  }

  dispose(): void {
    this.minute?.dispose();
    this.quiet?.dispose();
    this.store.dispose();
  }

  private async lookAtWindows(): Promise<void> {
    const windows = await this.parts.windows.list();
    if (this.store.isDisposed) return;
    // not by their focus: the rows would move whenever the person changes windows
    this.windows = [...windows].sort(
      (a, b) => Number(b.pid === process.pid) - Number(a.pid === process.pid) || a.pid - b.pid,
    );
    this.refresh();
  }

  /** Tells VS Code only of what changed, so that nothing flickers and nothing loses its scroll position. */
  private refresh(): void {
    const { session, ignored, view } = this.parts;
    const { members, memberId, isBasic } = session.current;
    const { compare } = new Intl.Collator(vscode.env.language, { numeric: true });
    const now = this.clock.date();
    const { state } = session;
    const isHostAway = state.kind === 'reconnecting' && state.isHostAway;
    const isIgnored = (one: string): boolean => ignored.has(one);
    const alike = new LookAlikes();
    alike.update(members, memberId);
    const lookAlikeOf = (one: string, name: string): string | undefined => alike.of(one, name);
    const people = memberRows(members, memberId, compare, { isIgnored, isHostAway, lookAlikeOf }).map(
      (member): PersonNode => {
        const several = member.own && this.windows.length > 1;
        const windows = several ? this.windows.map(windowNode) : [];
        return {
          kind: 'member',
          member,
          since: t('here since {0}', sinceTime(member.since, now, this.locale)),
          windows,
        };
      },
    );
    const { room } = state;
    const nodes = [...(room && people.length > 0 ? [accessNode(room)] : []), ...people];
    const description = people.length === 0 ? '' : String(people.length);
    const message = messageOf(people.length, isBasic);
    if (view.description !== description) setViewTexts(view, { description });
    // setting it makes VS Code put off the change of the list that it heard of before
    if (view.message !== message) setViewTexts(view, { message });
    this.minute?.dispose();
    if (view.visible && nodes.length > 0) this.minute = this.clock.after(REFRESH_MS, () => this.refresh());
    if (JSON.stringify(nodes) === JSON.stringify(this.nodes)) return;
    this.nodes = nodes;
    if (!this.quiet) this.tell();
  }

  /**
   * Tells VS Code that the list changed, and again if it has not asked for the list by then. VS Code forgets a change
   * that it hears of while the answer to its first question is on the way: it takes the late answer for the newest.
   */
  private tell(): void {
    const { view, changed } = this.parts;
    this.told = this.nodes;
    changed.fire();
    this.quiet = this.clock.after(TELL_MS, () => {
      this.quiet = undefined;
      if (this.given === this.nodes) return;
      if (this.told !== this.nodes) this.tell();
      else if (view.visible) changed.fire();
    });
  }

  private showUnread(): void {
    const { unread, view } = this.parts;
    const { count } = unread;
    const badge = count > 0 ? { value: count, tooltip: t('Unread messages: {0}', count) } : undefined;
    setViewTexts(view, { badge });
  }
}

/** The list of members. @param changed makes `view` ask for the list again */
export const registerMembers = (
  services: Omit<MembersTreeParts, 'view' | 'changed'>,
  view: vscode.TreeView<MemberNode>,
  changed: vscode.EventEmitter<void>,
): MembersTree => new MembersTree({ ...services, view, changed });

function memberItem(node: PersonNode, locale: string): vscode.TreeItem {
  const { member, since, windows } = node;
  const { memberId, name, own, host, away, plain, ignored, lookAlike } = member;
  const marks = [
    ...(own ? [t('you')] : []),
    ...(lookAlike === undefined ? [] : [t('looks like {0}', isolated(lookAlike))]),
    ...(host ? [t('host')] : []),
    ...(away ? [t('away')] : []),
    ...(plain ? [t('plain text only')] : []),
    ...(ignored ? [t('ignored')] : []),
  ];
  const exact = t('In the room since {0}', exactTime(member.since, locale));
  const tooltip = [
    name,
    ...(own ? [t('That is you.')] : []),
    ...(lookAlike === undefined ? [] : [lookAlikeSentence(lookAlike)]),
    ...(host ? [t('Hosts this room.')] : []),
    ...(away ? [t('Is away right now.')] : []),
    ...(plain ? [t('Uses a program that shows plain text only.')] : []),
    ...(ignored ? [t('You are ignoring them: what they say is hidden from you.')] : []),
    ...(away ? [] : [exact]),
  ].join('\n');
  // somebody who is away is not here since any time
  const spoken = [name, ...marks, ...(away ? [] : [exact])].join(', ');
  const description = [...marks, ...(away ? [] : [since])].join(' · ');
  const item = treeItem({ label: name, description, tooltip, spoken });
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  item.collapsibleState = windows.length > 0 ? Collapsed : None;
  item.id = `member:${memberId}`;
  if (!own) {
    const mention: CommandId = 'tilde.mentionMember';
    // VS Code shows no title of it
    item.command = { command: mention, title: '', arguments: [node] };
  }
  item.iconPath = new vscode.ThemeIcon(
    ignored ? 'mute' : away ? 'circle-slash' : host ? 'broadcast' : plain ? 'terminal' : 'account',
  );
  const marked = { own, host, ignored };
  item.contextValue = ['member', ...Object.entries(marked).flatMap(([mark, is]) => (is ? mark : []))].join(
    ' ',
  );
  return item;
}

/**
 * What stands above the list. Where nobody is listed, it is no `viewsWelcome` of the manifest: where a view has one, and is
 * folded when the extension starts, Theia 1.74 never asks for its rows.
 */
function messageOf(people: number, isBasic: boolean): string {
  if (people === 0) return t('Once you are in a room, everybody in it is listed here.');
  return isBasic
    ? t('This room has no list of members: you see those who came or wrote since you joined.')
    : '';
}

/** The panel says the same. */
const lookAlikeSentence = (name: string): string =>
  t('This is not {0}, who was here first. Only the names look alike.', isolated(name));

const accessNode = ({ access, isLocked }: RoomFacts): AccessNode => ({ kind: 'access', access, isLocked });

function accessItem({ access, isLocked }: AccessNode): vscode.TreeItem {
  const label = access === 'private' ? t('Private room') : t('Open room');
  const tooltip = [accessSentence(access), ...(isLocked ? [lockedSentence()] : [])].join('\n');
  const spoken = `${label}. ${tooltip.replaceAll('\n', ' ')}`;
  const item = treeItem({ label, description: isLocked ? t('locked') : '', tooltip, spoken });
  item.id = 'access';
  item.iconPath = new vscode.ThemeIcon(access === 'private' ? 'lock' : 'unlock');
  item.contextValue = 'access';
  return item;
}

const windowNode = ({ pid, title }: RegisteredWindow): WindowNode => ({ kind: 'window', pid, title });

function windowItem({ pid, title }: WindowNode): vscode.TreeItem {
  const here = pid === process.pid;
  const tooltip = here ? t('This window') : t('Another window of yours');
  const description = here ? t('this window') : '';
  const item = treeItem({ label: title, description, tooltip, spoken: `${title}, ${tooltip}` });
  item.id = `window:${pid}`;
  item.iconPath = new vscode.ThemeIcon('window');
  item.contextValue = 'window';
  return item;
}
