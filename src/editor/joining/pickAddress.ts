import * as vscode from 'vscode';
import { systemClock } from '../../base/systemClock';
import { DEFAULT_PORT, formatAddress, parseAddress } from '../../protocol/address';
import { type Invitation, parseInvitation } from '../../protocol/invitation';
import { relativeTime } from '../wording/timeText';
import { type Choice, iconButton, setChoices, setInputTexts } from '../platform/surfaces';
import { type Answer, ask, type StepPosition } from '../prompts/quickInput';
import type { JoinedRoom } from '../recents/recentRoom';
import type { RecentRooms } from '../recents/recentRooms';
import { EXAMPLE_KEY, invitationSentence } from '../wording/sentences';

const { t } = vscode.l10n;

const FORGET = iconButton('close', t('Forget This Room'));

/** Without `recent`: the typed text. */
interface Item extends Choice {
  readonly recent?: JoinedRoom;
}

export interface AddressQuestion {
  readonly title: string;
  readonly position: StepPosition;
  readonly recents: RecentRooms;
  /** Stands in the field at first. */
  readonly typed: string;
  /** The computer that the connection is made from, where it is not the person's own. */
  readonly from: string | undefined;
}

/**
 * Asks where to join: an address, with the key of a private room, both checked while typing; or one of the recent rooms.
 * Nothing looks the typed text up.
 */
export function pickAddress({
  title,
  position,
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
  let rooms = recents.joined();
  const show = (): void => {
    setChoices(pick, [...typedItems(pick.value, recents), ...recentItems(rooms)]);
  };
  show();
  return ask<Invitation>(pick, { title, position }, (done) => [
    pick.onDidChangeValue(show),
    pick.onDidAccept(() => {
      const chosen = parseInvitation(pick.activeItems[0]?.recent?.address ?? pick.value);
      if (chosen.ok) done(chosen.value);
    }),
    pick.onDidTriggerItemButton(({ item }) => {
      if (!item.recent) return;
      recents.forget(item.recent);
      rooms = recents.joined();
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

function recentItems(rooms: readonly JoinedRoom[]): readonly Item[] {
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

/** The address in the form in which it is joined: an earlier version stored addresses that are not in ASCII. */
function shownAddress(kept: string): string {
  const address = parseAddress(kept);
  return address.ok ? formatAddress(address.value) : kept;
}
