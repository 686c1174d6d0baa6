// Hides what somebody says, and shows it again.
import * as v from 'valibot';
import * as vscode from 'vscode';
import { systemClock } from '../../base/systemClock';
import type { Mention } from '../../protocol/wire/messages';
import { relativeTime } from '../wording/timeText';
import { defineCommand } from '../platform/command';
import type { ChatSession } from '../session/chatSession';
import { Failure } from '../platform/failure';
import { pickOne, tell } from '../platform/surfaces';
import type { Ignored } from './ignored';
import { authorOfMenu, memberIdOfMenu, pickMember } from '../prompts/pickMember';

const { t } = vscode.l10n;

/** Reads again who is ignored when the focus changes: the person may have changed it in another window. */
export const registerIgnoring = ({ ignored }: { readonly ignored: Ignored }): vscode.Disposable =>
  vscode.window.onDidChangeWindowState(() => ignored.refresh());

const schema = v.object({ mid: v.string() });

/** `tilde.ignoreMember({mid})`. */
export const ignoreMemberCommand = defineCommand({
  id: 'tilde.ignoreMember',
  schema,
  run: ({ session, ignored }: { readonly session: ChatSession; readonly ignored: Ignored }, given, raw) =>
    ignoreMember(session, ignored, memberIdOfMenu(raw) ?? given?.mid, authorOfMenu(raw)),
});

/** `tilde.unignoreMember({mid})`. */
export const unignoreMemberCommand = defineCommand({
  id: 'tilde.unignoreMember',
  schema,
  run: ({ ignored }: { readonly ignored: Ignored }, given, raw) =>
    unignoreMember(ignored, memberIdOfMenu(raw) ?? given?.mid),
});

/** @param author who said the message whose menu was used: they may have left */
async function ignoreMember(
  session: ChatSession,
  ignored: Ignored,
  memberId?: string,
  author?: Mention,
): Promise<void> {
  if (!session.isActive) throw new Failure(t('You are not in a room.'));
  const others = session.current.members.filter(
    (member) => member.mid !== session.current.memberId && !ignored.has(member.mid),
  );
  const member =
    memberId === undefined
      ? await pickMember(others, { title: t('Ignore Member'), placeholder: t('Whom do you want to ignore?') })
      : (others.find((other) => other.mid === memberId) ?? author);
  if (member) ignored.ignore({ memberId: member.mid, name: member.name });
}

async function unignoreMember(ignored: Ignored, memberId?: string): Promise<void> {
  if (memberId !== undefined) {
    ignored.unignoreMember(memberId);
    return;
  }
  if (ignored.list.length === 0) {
    void tell(t('You are not ignoring anybody.'));
    return;
  }
  const now = systemClock.date();
  const choices = ignored.list.map(({ id, name, at }) => ({
    label: name,
    description: t('Ignored {0}', relativeTime(at, now, vscode.env.language)),
    id,
  }));
  const picked = await pickOne(choices, {
    title: t('Stop Ignoring'),
    placeholder: t('Whom do you want to stop ignoring?'),
  });
  if (picked) ignored.unignore(picked.id);
}
