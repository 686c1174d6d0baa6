import * as vscode from 'vscode';
import type { Emitter } from '../../base/emitter';
import { defineCommand } from '../platform/command';
import { SHOW_CHAT } from '../platform/ids';
import { memberIdOfRow, pickMember } from '../prompts/pickMember';
import type { ChatSession } from '../session/chatSession';

const { t } = vscode.l10n;

interface MentionServices {
  readonly session: ChatSession;
  /** Has the chat write a name where the person writes. */
  readonly mentioned: Emitter<string>;
}

/** What a click or Enter on a member does, too. */
export const mentionMemberCommand = defineCommand({
  id: 'tilde.mentionMember',
  run: async ({ session, mentioned }: MentionServices, _, raw) => {
    const memberId = memberIdOfRow(raw);
    const { current } = session;
    const others = current.members.filter(({ mid }) => mid !== current.memberId);
    const member =
      memberId === undefined
        ? await pickMember(others, {
            title: t('Mention Member'),
            placeholder: t('Whom do you want to mention?'),
          })
        : others.find(({ mid }) => mid === memberId);
    if (!member) return;
    await vscode.commands.executeCommand(SHOW_CHAT);
    mentioned.fire(member.name);
  },
});
