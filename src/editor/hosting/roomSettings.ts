// The one place where a host changes the room that is open.
import * as v from 'valibot';
import * as vscode from 'vscode';
import { withoutUndefined } from '../../base/withoutUndefined';
import type { HistoryFiles, HostedRoomId } from '../../hosting/historyFiles';
import { parseRoomName } from '../../protocol/names/names';
import { defineCommand, parsedText } from '../platform/command';
import { Failure } from '../platform/failure';
import { saveHistoryEnabled } from '../platform/settings';
import { tellBriefly } from '../platform/surfaces';
import { askChoice, BACK, type ChoiceOf } from '../prompts/quickInput';
import type { HostedRoomSession } from '../session/hostedRoomSession';
import type { RecentRooms } from '../recents/recentRooms';
import { confirmReopening } from './confirmReopening';
import { orFailure, requireHosted } from './hostOnly';
import { type ReadyParts, showReady } from './readyToast';
import { askField, fieldRows, type RoomField, type SettingChanges } from './roomFields';

const { t } = vscode.l10n;

interface SettingsParts extends ReadyParts {
  readonly histories: Pick<HistoryFiles, 'has'>;
  readonly unread: { readonly readUpTo: number };
  readonly recents: Pick<RecentRooms, 'list' | 'forget'>;
}

/** `tilde.roomSettings({room, port, access, lan, history})`, each optional, without a question. */
export const roomSettingsCommand = defineCommand({
  id: 'tilde.roomSettings',
  schema: v.object({
    room: v.optional(parsedText(parseRoomName, 'it cannot be the name of a room')),
    port: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535))),
    access: v.optional(v.picklist(['open', 'private'], 'it is open or private')),
    lan: v.optional(v.boolean()),
    history: v.optional(v.boolean()),
  }),
  run: async (parts: SettingsParts, given) => {
    if (given) await change(parts, requireHosted(parts.session), withoutUndefined(given));
    else await askAndChange(parts);
    return { address: parts.session.addresses[0] };
  },
});

async function askAndChange(parts: SettingsParts): Promise<void> {
  const { session, remote, histories } = parts;
  for (;;) {
    const hosted = requireHosted(session);
    const { port: ownPort } = hosted;
    const values = { ...hosted.id, port: ownPort };
    const field = await askChoice<RoomField | 'lock'>({
      title: t('Room Settings'),
      placeholder: t('Pick what to change.'),
      choices: [...fieldRows(values, remote), lockRow(hosted)],
    });
    if (field === undefined || field === BACK) return;
    if (field === 'lock') {
      await orFailure(toggleLock(hosted));
      continue;
    }
    const nameProblem = (room: string): string | undefined => nameTaken(hosted, histories, room);
    const changes = await askField(field, values, { remote, nameProblem, ownPort });
    if (changes === BACK) continue;
    if (changes === undefined || session.hosted !== hosted) return;
    if (!isChange(hosted, changes)) continue;
    if (!(await confirmReopening(session, hosted, changes))) continue;
    await change(parts, hosted, changes);
    return;
  }
}

function lockRow(hosted: HostedRoomSession): ChoiceOf<'lock'> {
  const isLocked = hosted.roomAccess?.isLocked === true;
  return {
    icon: isLocked ? 'lock' : 'unlock',
    label: t('Newcomers'),
    description: isLocked ? t('cannot join; pick to unlock the room') : t('can join; pick to lock the room'),
    value: 'lock',
  };
}

const toggleLock = async ({ roomAccess }: HostedRoomSession): Promise<void> =>
  roomAccess?.lock(!roomAccess.isLocked);

/** Why the room cannot have that name. Its history goes along, and would meet another one there. */
function nameTaken(
  { id }: HostedRoomSession,
  histories: Pick<HistoryFiles, 'has'>,
  room: string,
): string | undefined {
  return room !== id.room && histories.has({ ...id, room })
    ? t('You hosted another room “{0}” before, whose history is kept. Choose another name.', room)
    : undefined;
}

function isChange({ id, port, historyFile }: HostedRoomSession, changes: SettingChanges): boolean {
  const before: SettingChanges = { ...id, port, history: historyFile !== undefined };
  return Object.entries({ ...before, ...changes }).some(
    ([key, value]) => value !== before[key as keyof SettingChanges],
  );
}

/** There is no room of the name before any more to go back to. */
function forgetName({ recents }: SettingsParts, { workspace, room }: HostedRoomId): void {
  const before = recents
    .list()
    .find((one) => one.kind === 'hosted' && one.workspace === workspace && one.name === room);
  if (before) recents.forget(before);
}

/** Opens the room again with what has changed, at once. @throws {Failure} when that is not possible */
async function change(parts: SettingsParts, hosted: HostedRoomSession, all: SettingChanges): Promise<void> {
  const { session, unread, histories } = parts;
  if (!isChange(hosted, all)) return;
  const { history, ...changes } = all;
  const taken = changes.room === undefined ? undefined : nameTaken(hosted, histories, changes.room);
  if (taken !== undefined) throw new Failure(taken);
  const { id, port } = hosted;
  const request = {
    ...(await hosted.changed(changes)),
    readPlace: hosted.readPlaceOf(unread.readUpTo),
  };
  // the person has left meanwhile, or another change came first
  if (session.current !== hosted || !session.isActive) throw new vscode.CancellationError();
  if (history !== undefined) await saveHistoryEnabled(history);
  const isSameReach = request.lan === id.lan && request.access === id.access;
  const isSamePlace = request.port === port && isSameReach;
  // those whose address leads nowhere afterwards are told that the room is closed; the others wait
  const canComeBack = request.port === port && (request.lan || !id.lan);
  await (canComeBack ? session.reopen(request) : session.host(request));
  if (request.room !== id.room) forgetName(parts, id);
  if (isSamePlace && !session.hosted?.takenPort) tellBriefly(t('The room was changed.'));
  else void showReady(parts);
}
