import * as v from 'valibot';
import * as vscode from 'vscode';
import { parseRoomName } from '../../protocol/names/names';
import { confirmLeaving } from '../joining/leaving';
import { defineCommand, parsedText } from '../platform/command';
import { SHOW_CHAT } from '../platform/ids';
import { UsernameArgument } from '../prompts/username';
import { type AskHostParts, askHostOptions } from './askHostOptions';
import { type ReadyParts, showReady } from './readyToast';

/**
 * `tilde.host({name, room, port, access, lan})`; port 0: any free one; `access` is `open` or `private`; `lan` is false by
 * default. A port that is taken is an error here, which names the next free one: who passes a port means it.
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
  run: async (services: AskHostParts & ReadyParts, given) => {
    const { session } = services;
    if (given) await session.host(given);
    else {
      const answer = (await confirmLeaving(session)) ? await askHostOptions(services) : undefined;
      if (!answer) return undefined;
      await vscode.commands.executeCommand(SHOW_CHAT);
      await session.host(answer.request);
      void showReady(services, answer);
    }
    return { address: session.addresses[0] };
  },
});
