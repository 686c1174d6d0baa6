import * as vscode from 'vscode';
import { formatAddress, parseAddress } from '../protocol/address';
import { DEFAULT_PORT } from '../protocol/limits';
import { ago } from './ago';
import { type Answer, ask, type Place } from './quickInput';
import type { RecentRoom, RecentRooms } from './recentRooms';
import { addressSentence } from './sentences';

const { t } = vscode.l10n;

const FORGET: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('close'),
  tooltip: t('Forget This Room'),
};

/** Without `recent` it stands for what is typed. */
interface Item extends vscode.QuickPickItem {
  readonly recent?: RecentRoom;
}

export interface AddressQuestion {
  readonly title: string;
  readonly place: Place;
  readonly recents: RecentRooms;
  /** Proposed as if it had been typed. */
  readonly typed: string;
  /** From which computer the connection is made, where it is not the person's own. */
  readonly from: string | undefined;
}

/**
 * Asks where to join: an address, checked while typing, or one of the rooms of late.
 * @returns `host:port`
 */
export function pickAddress({
  title,
  place,
  recents,
  typed,
  from,
}: AddressQuestion): Promise<Answer<string>> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.matchOnDescription = true;
  pick.value = typed;
  pick.placeholder =
    from === undefined
      ? t('Address that the host shows: 192.168.1.20, 192.168.1.20:{0}, [fe80::1]:{0}', DEFAULT_PORT)
      : t('Address that the host shows, as seen from {1}: 192.168.1.20:{0}', DEFAULT_PORT, from);
  let rooms = recents.list();
  const show = (): void => {
    pick.items = [...typedItems(pick.value), ...recentItems(rooms)];
  };
  show();
  return ask<string>(pick, { title, place }, (done) => [
    pick.onDidChangeValue(show),
    pick.onDidAccept(() => {
      const recent = pick.activeItems[0]?.recent;
      const parsed = parseAddress(pick.value);
      if (recent) done(recent.address);
      else if (parsed.ok) done(formatAddress(parsed.value));
    }),
    pick.onDidTriggerItemButton(({ item }) => {
      if (!item.recent) return;
      recents.forget(item.recent.address);
      rooms = recents.list();
      show();
    }),
  ]);
}

function typedItems(typed: string): readonly Item[] {
  if (typed.trim() === '') return [];
  const parsed = parseAddress(typed);
  const label = parsed.ok
    ? `$(plug) ${t('Join {0}', formatAddress(parsed.value))}`
    : `$(info) ${addressSentence(parsed.error)}`;
  return [{ label, alwaysShow: true }];
}

function recentItems(rooms: readonly RecentRoom[]): readonly Item[] {
  if (rooms.length === 0) return [];
  const now = Date.now();
  return [
    { label: t('Recent rooms'), kind: vscode.QuickPickItemKind.Separator },
    ...rooms.map((recent) => ({
      // a room's name is its host's choice: it must not draw icons
      label: recent.name.replaceAll('$(', '\\$('),
      description: recent.address,
      detail: t('Joined {0}', ago(recent.at, now, vscode.env.language)),
      buttons: [FORGET],
      recent,
    })),
  ];
}
