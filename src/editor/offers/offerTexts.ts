import * as vscode from 'vscode';
import { systemClock } from '../../base/systemClock';
import type { RecentRoom } from '../recents/recentRoom';
import { relativeTime } from '../wording/timeText';
import type { RoomOffer } from './roomOffers';

const { t } = vscode.l10n;

/** What a click does, as on a button. */
export const offerLabel = ({ kind, room }: RoomOffer): string =>
  kind === 'reopen' ? t('Reopen {0}', room.name) : t('Rejoin {0}', room.name);

/** Where the room is, by which two of the same name are told apart. */
export const whereText = (room: RecentRoom): string =>
  room.kind === 'joined' ? room.address : t('hosted here, port {0}', room.port);

/** When the person entered it last, in words. */
export const whenText = ({ at }: RecentRoom): string =>
  relativeTime(at, systemClock.date(), vscode.env.language);

export const whereAndWhenText = (room: RecentRoom): string => `${whereText(room)} · ${whenText(room)}`;
