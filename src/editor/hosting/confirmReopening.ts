import * as vscode from 'vscode';
import { askModally } from '../platform/surfaces';
import type { ChatSession } from '../session/chatSession';
import type { HostedRoomSession } from '../session/hostedRoomSession';
import { readSettings } from '../platform/settings';
import type { SettingChanges } from './roomFields';

const { t } = vscode.l10n;

/** How far back one looks for something that was said. */
const LOOK_BACK = 50;

/**
 * Asks whether to open the room again with these changes, where somebody or something is lost by it.
 * @returns whether to
 */
export async function confirmReopening(
  session: ChatSession,
  hosted: HostedRoomSession,
  changes: SettingChanges,
): Promise<boolean> {
  const others = session.current.memberCount - 1;
  const { id } = hosted;
  const after = { ...id, port: hosted.port, ...changes };
  const isForOthers = after.lan !== id.lan || after.access !== id.access;
  const isKept = readSettings().historyDays !== undefined && changes.history !== false;
  const isAnythingSaid = hosted.page(undefined, LOOK_BACK).entries.some(({ kind }) => kind === 'message');
  const stays = !isForOthers && isKept && hosted.historyFile !== undefined;
  if (others <= 0 && (stays || !isAnythingSaid)) return true;
  const detail = [
    ...(others > 0 ? [`${othersText(others)} ${comingBackText(hosted, after)}`] : []),
    ...(stays || !isAnythingSaid ? [] : [hosted.historyFile === undefined ? lostText() : staysBehindText()]),
  ].join('\n\n');
  const reopen = t('Change and Reopen');
  const question = t('Open the room “{0}” again, for this change?', id.room);
  return (await askModally(question, detail, reopen)) === reopen;
}

const othersText = (others: number): string =>
  others === 1 ? t('One other person is in it.') : t('{0} other people are in it.', others);

/** How those who are in the room come back. */
function comingBackText(
  { id, port }: HostedRoomSession,
  after: HostedRoomSession['id'] & { readonly port: number },
) {
  if (after.port !== port)
    return t('They do not come back automatically: they need the new port, {0}.', after.port);
  if (id.lan && !after.lan) return t('Those on other computers cannot come back.');
  if (after.access === id.access) return t('They come back automatically.');
  return after.access === 'private'
    ? t('They need the key to come back.')
    : t('They are asked whether they want to be in an open room.');
}

const staysBehindText = (): string =>
  t(
    'What was said so far is kept for those who could read it then. The room begins anew; change this back, and it is there again.',
  );

const lostText = (): string => t('What was said so far is gone, because no history of it is kept.');
