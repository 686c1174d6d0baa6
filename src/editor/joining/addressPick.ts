import * as vscode from 'vscode';
import { systemClock } from '../../base/systemClock';
import { DEFAULT_PORT, formatAddress, parseAddress } from '../../protocol/address';
import { type Invitation, parseInvitation } from '../../protocol/invitation';
import { relativeTime } from '../wording/relativeTime';
import { type Choice, iconButton, setChoices, setInputTexts } from '../platform/surfaces';
import { type Answer, ask, type StepPosition } from '../prompts/quickInput';
import type { RecentRoom, RecentRooms } from './recentRooms';
import { EXAMPLE_KEY, invitationSentence } from '../wording/sentences';

const { t } = vscode.l10n;

const FORGET = iconButton('close', t('Forget This Room'));

/** Without `recent` it stands for what is typed. */
interface Item extends Choice {
  readonly recent?: RecentRoom;
}

export interface AddressQuestion {
  readonly title: string;
  readonly place: StepPosition;
  readonly recents: RecentRooms;
  /** Proposed as if it had been typed. */
  readonly typed: string;
  /** From which computer the connection is made, where it is not the person's own. */
  readonly from: string | undefined;
}

/**
 * Asks where to join: an address and, for a room that is known to be private, its key, checked while typing; or one of
 * the rooms of late. What was typed goes nowhere else.
 */
export function pickAddress({
  title,
  place,
  recents,
  typed,
  from,
}: AddressQuestion): Promise<Answer<Invitation>> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.matchOnDescription = true;
  pick.value = typed;
  const placeholder =
    from === undefined
      ? t('Address, and key of a private room: 192.168.1.20:{0} {1}', DEFAULT_PORT, EXAMPLE_KEY)
      : t(
          'Address as seen from {2}, and key of a private room: 192.168.1.20:{0} {1}',
          DEFAULT_PORT,
          EXAMPLE_KEY,
          from,
        );
  setInputTexts(pick, { placeholder });
  let rooms = recents.list();
  const show = (): void => {
    setChoices(pick, [...typedItems(pick.value, recents), ...recentItems(rooms)]);
  };
  show();
  return ask<Invitation>(pick, { title, place }, (done) => [
    pick.onDidChangeValue(show),
    pick.onDidAccept(() => {
      const chosen = parseInvitation(pick.activeItems[0]?.recent?.address ?? pick.value);
      if (chosen.ok) done(chosen.value);
    }),
    pick.onDidTriggerItemButton(({ item }) => {
      if (!item.recent) return;
      recents.forget(item.recent.address);
      rooms = recents.list();
      show();
    }),
  ]);
}

function typedItems(typed: string, recents: RecentRooms): readonly Item[] {
  if (typed.trim() === '') return [];
  const parsed = parseInvitation(typed);
  if (!parsed.ok) {
    const why: Item = { icon: 'info', label: invitationSentence(parsed.error), alwaysShow: true };
    if (parsed.error.part === 'address') return [why];
    return [{ ...why, detail: t('What stands behind the address is taken for the key of the room.') }];
  }
  const { key } = parsed.value;
  const address = formatAddress(parsed.value.address);
  if (key !== undefined) {
    const detail = t('Nothing is said there before the room has shown that it has this key.');
    return [{ icon: 'lock', label: t('Join {0} with the key', address), detail, alwaysShow: true }];
  }
  const item: Item = { icon: 'plug', label: t('Join {0}', address), alwaysShow: true };
  if (recents.wasPrivate(address)) return [item]; // its key is kept, or asked for
  return [
    { ...item, detail: t('If the room is private, add its key after the address, and all is encrypted.') },
  ];
}

function recentItems(rooms: readonly RecentRoom[]): readonly Item[] {
  if (rooms.length === 0) return [];
  const now = systemClock.date();
  return [
    { label: t('Recent rooms'), kind: vscode.QuickPickItemKind.Separator },
    ...rooms.map((recent) => ({
      label: recent.name,
      description: shownAddress(recent.address),
      detail: t('Joined {0}', relativeTime(recent.at, now, vscode.env.language)),
      buttons: [FORGET],
      recent,
    })),
  ];
}

/** As it is joined: what was kept by an earlier version may not be in ASCII. */
function shownAddress(kept: string): string {
  const address = parseAddress(kept);
  return address.ok ? formatAddress(address.value) : kept;
}
