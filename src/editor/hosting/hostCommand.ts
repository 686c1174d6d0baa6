import * as v from 'valibot';
import * as vscode from 'vscode';
import { parseRoomName } from '../../protocol/names';
import { copyInvitation } from '../joining/invitation';
import { confirmLeaving } from '../joining/leaving';
import { defineCommand, parsedText } from '../platform/command';
import { SHOW_CHAT } from '../platform/ids';
import { tell } from '../platform/surfaces';
import { UsernameArgument } from '../prompts/username';
import type { ChatSession } from '../session/chatSession';
import { askHostOptions } from './askHostOptions';

const { t } = vscode.l10n;

/**
 * `tilde.host({name, room, port, access, lan})`; port 0: any free one; `access` is `open` or `private`; `lan` is false by
 * default.
 */
export const hostCommand = defineCommand({
  id: 'tilde.host',
  schema: v.object({
    name: UsernameArgument,
    room: parsedText(parseRoomName, 'it cannot be the name of a room'),
    port: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)),
    access: v.picklist(['open', 'private'], 'it is open or private'),
    lan: v.optional(v.boolean(), false),
  }),
  run: async (
    { session, remote }: { readonly session: ChatSession; readonly remote: string | undefined },
    given,
  ) => {
    if (given) await session.host(given);
    else {
      const request = (await confirmLeaving(session)) ? await askHostOptions(remote) : undefined;
      if (!request) return undefined;
      await vscode.commands.executeCommand(SHOW_CHAT);
      await session.host(request);
      if (request.lan || request.access === 'private') void showHowToJoin(session);
    }
    return { address: session.addresses[0] };
  },
});

/** Tells the host what teammates need to join the room that was just opened, and copies it for them. */
async function showHowToJoin(session: ChatSession): Promise<void> {
  const { addresses } = session;
  const { key } = session.current;
  const { current } = session;
  const room = session.state.room?.name ?? '';
  const where = addresses.join(t(' or '));
  const copy = t('Copy Invitation');
  const message =
    key === undefined
      ? t('The room “{0}” is open. Teammates join at {1}', room, where)
      : t('The private room “{0}” is ready. Teammates join with its key at {1}', room, where);
  const chosen = await tell(message, copy);
  if (chosen === copy && session.current === current) await copyInvitation(session);
}
