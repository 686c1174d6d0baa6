import * as vscode from 'vscode';
import { systemClock } from '../../base/systemClock';
import { DEFAULT_PORT, formatAddress, parseAddress } from '../../protocol/invitations/address';
import type { Invitation } from '../../protocol/invitations/invitation';
import { readClearInvitation } from '../../protocol/invitations/readInvitation';
import { relativeTime } from '../wording/timeText';
import { iconButton, setChoices, setInputTexts } from '../platform/surfaces';
import { type Answer, ask, type StepPosition } from '../prompts/quickInput';
import type { JoinedRoom } from '../recents/recentRoom';
import type { RecentRooms } from '../recents/recentRooms';
import { EXAMPLE_KEY } from '../wording/sentences';
import { type InvitationItem, invitationItems } from './invitationItems';

const { t } = vscode.l10n;

const FORGET = iconButton('close', t('Forget This Room'));

interface Item extends InvitationItem {
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
 * Asks where to join: an address, with the key of a private room, or a whole invitation, read while typing; or one of the
 * recent rooms. Nothing looks the typed text up.
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
      ? t(
          'Paste the invitation, or type the address (and key): 192.168.1.20:{0} {1}',
          DEFAULT_PORT,
          EXAMPLE_KEY,
        )
      : t(
          'Paste the invitation, or type the address as seen from {2}: 192.168.1.20:{0} {1}',
          DEFAULT_PORT,
          EXAMPLE_KEY,
          from,
        );
  setInputTexts(pick, { placeholder });
  let rooms = recents.joined();
  const show = (): void => {
    const typedItems = invitationItems(pick.value, recents);
    setChoices(pick, [...typedItems, ...recentItems(rooms)], typedItems[0]);
  };
  show();
  return ask<Invitation>(pick, { title, position }, (done) => [
    pick.onDidChangeValue(show),
    pick.onDidAccept(() => {
      const chosen = chosenIn(pick);
      if (chosen) done(chosen);
    }),
    pick.onDidTriggerItemButton(({ item }) => {
      if (!item.recent) return;
      recents.forget(item.recent);
      rooms = recents.joined();
      show();
    }),
  ]);
}

/** @returns undefined: the text is no invitation, or can mean several */
function chosenIn({ activeItems, value }: vscode.QuickPick<Item>): Invitation | undefined {
  const [active] = activeItems;
  // the items may be those of the text before
  if (active?.invitation && active.typed === value) return active.invitation;
  const read = readClearInvitation(active?.recent?.address ?? value);
  return read.ok ? read.value : undefined;
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
