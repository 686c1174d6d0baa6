import * as v from 'valibot';
import * as vscode from 'vscode';
import type { ChatSession } from '../session/chatSession';
import { defineCommand } from '../platform/command';
import { Failure } from '../platform/failure';
import { askModally, tell } from '../platform/surfaces';
import type { HistoryFiles, KeptHistory } from '../../hosting/historyFiles';
import { serverSentence } from '../wording/serverSentence';

const { t } = vscode.l10n;

/** The most rooms that the question names. */
const MAX_NAMED = 10;

/** `this`: the room that this window hosts. `all`: every room that was ever hosted on this computer. */
type ClearScope = 'this' | 'all';

/** `tilde.clearHistory({ rooms: 'this' | 'all' })` asks no question. */
export const clearHistoryCommand = defineCommand({
  id: 'tilde.clearHistory',
  schema: v.object({ rooms: v.picklist(['this', 'all']) }),
  run: ({ session, histories }: { readonly session: ChatSession; readonly histories: HistoryFiles }, given) =>
    clearHistory(session, histories, given?.rooms),
});

/** Deletes the history of hosted rooms from this computer. @param given left out: the person is asked */
async function clearHistory(
  session: ChatSession,
  histories: HistoryFiles,
  given?: ClearScope,
): Promise<void> {
  // A hosted room without a file has its history in the server's memory, and shows it to everybody who joins.
  // The person may leave the room before they answer: then clearing it fails, and no other room is cleared.
  const { hosted } = session;
  const others = (await histories.list()).filter(({ file }) => file !== hosted?.historyFile);
  const earlier = others.filter(({ inUse }) => !inUse);
  const scope = given ?? (await ask(session, hosted !== undefined, earlier, others.length > earlier.length));
  if (!scope) return;
  try {
    await hosted?.clearHistory();
    if (scope === 'all') for (const one of earlier) await histories.remove(one);
  } catch (error) {
    const why = serverSentence(error);
    throw new Failure(t('The history could not be cleared, or not all of it. {0}', why), { cause: error });
  }
  if (!given) void tell(t('The history was cleared.'));
}

async function ask(
  session: ChatSession,
  isHosted: boolean,
  earlier: readonly KeptHistory[],
  isElsewhere: boolean,
): Promise<ClearScope | undefined> {
  if (!isHosted && earlier.length === 0) {
    const nothing = isElsewhere
      ? t('The only room with a history is hosted by another window. Clear it there.')
      : t('No room that you hosted here has a history.');
    void tell(nothing);
    return undefined;
  }
  const one = t('Clear This Room');
  const all = t('Clear All Rooms');
  const question = isHosted
    ? t('Clear the history of the room “{0}”?', session.current.room?.name ?? '')
    : t('Clear the history of all rooms that you hosted?');
  const detail = [
    t('What was said is deleted for good. It stays on the screens that show it now.'),
    ...(earlier.length > 0 ? [t('Earlier rooms: {0}', namesOf(earlier))] : []),
  ].join('\n\n');
  const buttons = [...(isHosted ? [one] : []), ...(earlier.length > 0 ? [all] : [])];
  const chosen = await askModally(question, detail, ...buttons);
  return chosen === one ? 'this' : chosen === all ? 'all' : undefined;
}

function namesOf(rooms: readonly KeptHistory[]): string {
  const names = rooms.slice(0, MAX_NAMED).map(({ room }) => room);
  return [...names, ...(rooms.length > MAX_NAMED ? ['…'] : [])].join(', ');
}
