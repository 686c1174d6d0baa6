import * as v from 'valibot';
import * as vscode from 'vscode';
import { defineCommand } from '../platform/command';
import { Failure } from '../platform/failure';
import { type Choice, iconButton, setChoices, setInputTexts, tell } from '../platform/surfaces';
import { recentIdOf } from '../recents/rememberRooms';
import type { ReadyParts } from '../hosting/readyToast';
import { ask } from '../prompts/quickInput';
import { enterAgain } from './enterAgain';
import { offerLabel, whenText, whereText } from './offerTexts';
import type { RoomOffer, RoomOffers } from './roomOffers';

const { t } = vscode.l10n;

const FORGET = iconButton('close', t('Forget This Room'));

interface Item extends Choice {
  readonly offer: RoomOffer;
}

/** What our own buttons pass: the id of an offer. */
const Chosen = v.object({ room: v.string() });

/** Enters a room of before: the one of the button, or the one that the person picks. */
export const openRecentCommand = defineCommand({
  id: 'tilde.openRecent',
  run: async ({ offers, ...services }: ReadyParts & { readonly offers: RoomOffers }, _given, raw) => {
    const all = await offers.refresh();
    const chosen = v.is(Chosen, raw) ? raw.room : undefined;
    const { remembered } = services.session.current;
    const present = remembered && recentIdOf(remembered);
    const offer =
      chosen === undefined ? await pickOffer(offers, present) : all.find(({ id }) => id === chosen);
    if (offer && offer.id === present) services.session.current.wake();
    else if (offer) await enterAgain(services, offer);
    else if (chosen !== undefined) throw new Failure(t('Tilde no longer remembers that room.'));
  },
});

/** @param present the room that the window is in: it is not offered */
async function pickOffer(offers: RoomOffers, present: string | undefined): Promise<RoomOffer | undefined> {
  const others = (): readonly RoomOffer[] => offers.list.filter(({ id }) => id !== present);
  if (others().length === 0) {
    void tell(t('There is no room to go back to yet. Host one, or join one of a teammate.'));
    return undefined;
  }
  const pick = vscode.window.createQuickPick<Item>();
  pick.matchOnDescription = true;
  setInputTexts(pick, { placeholder: t('Which room do you want to go back to?') });
  const show = (): void => setChoices(pick, others().map(itemOf));
  show();
  const answer = await ask<RoomOffer>(pick, { title: t('Reopen or Rejoin Room') }, (done) => [
    vscode.Disposable.from(offers.onDidChange(show)),
    pick.onDidAccept(() => {
      const [chosen] = pick.activeItems;
      if (chosen) done(chosen.offer);
    }),
    pick.onDidTriggerItemButton(({ item }) => void offers.forget(item.offer)),
  ]);
  return typeof answer === 'object' ? answer : undefined;
}

function itemOf(offer: RoomOffer): Item {
  const { room, kind } = offer;
  const when = whenText(room);
  return {
    icon: kind === 'reopen' ? 'broadcast' : 'plug',
    label: offerLabel(offer),
    description: whereText(room),
    detail: room.kind === 'hosted' ? t('Hosted {0}', when) : t('Joined {0}', when),
    buttons: [FORGET],
    offer,
  };
}
