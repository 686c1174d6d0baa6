import * as vscode from 'vscode';
import { type Clock, systemClock } from '../base/clock';
import { type Disposable, DisposableStore } from '../base/disposable';
import { Emitter } from '../base/emitter';
import { ago } from './ago';
import type { ChatSession } from './chatSession';
import { exactTime } from './exactTime';
import { type MemberRow, memberRows } from './memberRows';
import type { OwnWindow, OwnWindows } from './ownWindows';
import type { Unread } from './unread';

const { t } = vscode.l10n;

/** How often "5 minutes ago" is looked at again, while it can be seen. */
const REFRESH_MS = 60_000;

interface MemberNode {
  readonly kind: 'member';
  readonly member: MemberRow;
  readonly since: string;
  /** One's own, where there are several. */
  readonly windows: readonly WindowNode[];
}
interface WindowNode {
  readonly kind: 'window';
  readonly pid: number;
  readonly title: string;
}
type Node = MemberNode | WindowNode;

/** Who is in the room. Carries the number of unread messages, too: the chat's own view shows none before it was opened. */
export class MembersTree implements vscode.TreeDataProvider<Node>, Disposable {
  static readonly id = 'tilde.members';

  private readonly store = new DisposableStore();
  private readonly view: vscode.TreeView<Node>;
  private readonly _onDidChangeTreeData = new Emitter<void>();
  readonly onDidChangeTreeData = this._onDidChangeTreeData.event;
  private nodes: readonly MemberNode[] = [];
  private windows: readonly OwnWindow[] = [];
  private minute: Disposable | undefined;

  constructor(
    private readonly session: ChatSession,
    private readonly unread: Unread,
    private readonly ownWindows: OwnWindows,
    private readonly clock: Clock = systemClock,
  ) {
    this.view = this.store.add(
      vscode.window.createTreeView(MembersTree.id, { treeDataProvider: this, showCollapseAll: false }),
    );
    this.store.add(this.view.onDidChangeVisibility(() => this.refresh()));
    this.store.add(session.onDidChange(() => this.refresh()));
    this.store.add(ownWindows.onDidChange(() => void this.lookAtWindows()));
    this.store.add(unread.onDidChange(() => this.showUnread()));
    this.refresh();
  }

  getChildren(node?: Node): Node[] {
    if (!node) return [...this.nodes];
    return node.kind === 'member' ? [...node.windows] : [];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return node.kind === 'member' ? memberItem(node) : windowItem(node);
  }

  dispose(): void {
    this.minute?.dispose();
    this.store.dispose();
    this._onDidChangeTreeData.dispose();
  }

  private async lookAtWindows(): Promise<void> {
    const windows = await this.ownWindows.list();
    // not by their focus: they would change places whenever the person changes windows
    this.windows = [...windows].sort(
      (a, b) => Number(b.pid === process.pid) - Number(a.pid === process.pid) || a.pid - b.pid,
    );
    this.refresh();
  }

  /** Draws again, but only what is not shown already: nothing flickers, nothing loses its place. */
  private refresh(): void {
    const { members, mid, isBasic } = this.session;
    const { compare } = new Intl.Collator(vscode.env.language, { numeric: true });
    const now = this.clock.now();
    const nodes = memberRows(members, mid, compare).map((member): MemberNode => {
      const several = member.own && this.windows.length > 1;
      const windows = several ? this.windows.map(windowNode) : [];
      return { kind: 'member', member, since: ago(member.since, now, vscode.env.language), windows };
    });
    this.view.description = nodes.length === 0 ? '' : String(nodes.length);
    this.view.message =
      isBasic && nodes.length > 0
        ? t('This room keeps no list: you see those who came or spoke since you joined.')
        : '';
    this.minute?.dispose();
    if (this.view.visible && nodes.length > 0)
      this.minute = this.clock.after(REFRESH_MS, () => this.refresh());
    if (JSON.stringify(nodes) === JSON.stringify(this.nodes)) return;
    this.nodes = nodes;
    this._onDidChangeTreeData.fire();
  }

  private showUnread(): void {
    const { count } = this.unread;
    this.view.badge = count > 0 ? { value: count, tooltip: t('Unread messages: {0}', count) } : undefined;
  }
}

function memberItem({ member, since, windows }: MemberNode): vscode.TreeItem {
  const { mid, name, own, host, plain } = member;
  const marks = [
    ...(own ? [t('you')] : []),
    ...(host ? [t('host')] : []),
    ...(plain ? [t('plain text only')] : []),
  ];
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(name, windows.length > 0 ? Collapsed : None);
  item.id = `member:${mid}`;
  item.description = [...marks, since].join(' · ');
  item.iconPath = new vscode.ThemeIcon(host ? 'broadcast' : plain ? 'terminal' : 'account');
  const exact = t('In the room since {0}', exactTime(member.since, vscode.env.language));
  item.tooltip = [
    name,
    ...(own ? [t('That is you.')] : []),
    ...(host ? [t('Hosts this room.')] : []),
    ...(plain ? [t('Uses a program that shows plain text only.')] : []),
    exact,
  ].join('\n');
  item.accessibilityInformation = { label: [name, ...marks, exact].join(', ') };
  item.contextValue = ['member', ...(own ? ['own'] : []), ...(host ? ['host'] : [])].join(' ');
  return item;
}

const windowNode = ({ pid, title }: OwnWindow): WindowNode => ({ kind: 'window', pid, title });

function windowItem({ pid, title }: WindowNode): vscode.TreeItem {
  const here = pid === process.pid;
  const item = new vscode.TreeItem(title);
  item.id = `window:${pid}`;
  item.iconPath = new vscode.ThemeIcon('window');
  item.description = here ? t('this window') : '';
  item.tooltip = here ? t('This window') : t('Another window of yours');
  item.accessibilityInformation = { label: `${title}, ${item.tooltip}` };
  item.contextValue = 'window';
  return item;
}
