import * as vscode from 'vscode';
import type { Mention } from '../../protocol/wire/messages';
import { defineCommand } from '../platform/command';
import { authorOfMenu, memberIdOfMenu, pickMember } from '../prompts/pickMember';
import type { ChatSession } from '../session/chatSession';

const { t } = vscode.l10n;

interface MentionServices {
  readonly session: ChatSession;
  readonly chat: { show(): Promise<void>; mention(member: Mention): void } | undefined;
}

/** What a click or Enter on a member does, too. */
export const mentionMemberCommand = defineCommand({
  id: 'tilde.mentionMember',
  run: async ({ session, chat }: MentionServices, _, raw) => {
    const memberId = memberIdOfMenu(raw);
    const { current } = session;
    const others = current.members.filter(({ mid }) => mid !== current.memberId);
    const member =
      memberId === undefined
        ? await pickMember(others, {
            title: t('Mention Member'),
            placeholder: t('Whom do you want to mention?'),
          })
        : (others.find(({ mid }) => mid === memberId) ?? authorOfMenu(raw));
    if (!member) return;
    await chat?.show();
    chat?.mention({ mid: member.mid, name: member.name });
  },
});
