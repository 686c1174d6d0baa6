// Not to see what somebody says, and to see it again.
import * as vscode from 'vscode';
import { systemClock } from '../../base/systemClock';
import { relativeTime } from '../wording/relativeTime';
import type { ChatSession } from '../session/chatSession';
import { Failure } from '../platform/failure';
import { pickOne, tell } from '../platform/surfaces';
import type { Ignored } from '../session/ignored';
import { pickMember } from '../prompts/memberPick';

const { t } = vscode.l10n;

export async function ignoreMember(session: ChatSession, ignored: Ignored, memberId?: string): Promise<void> {
  if (!session.isActive) throw new Failure(t('You are not in a room.'));
  const others = session.members.filter(
    (member) => member.mid !== session.memberId && !ignored.has(member.mid),
  );
  const member =
    memberId === undefined
      ? await pickMember(t('Ignore Member'), others)
      : others.find((other) => other.mid === memberId);
  if (member) ignored.ignore({ memberId: member.mid, name: member.name });
}

export async function unignoreMember(ignored: Ignored, memberId?: string): Promise<void> {
  if (memberId !== undefined) {
    ignored.unignoreMember(memberId);
    return;
  }
  if (ignored.list.length === 0) {
    void tell(t('You ignore nobody.'));
    return;
  }
  const now = systemClock.date();
  const choices = ignored.list.map(({ id, name, at }) => ({
    label: name,
    description: t('Ignored {0}', relativeTime(at, now, vscode.env.language)),
    id,
  }));
  const picked = await pickOne(choices, { title: t('Stop Ignoring') });
  if (picked) ignored.unignore(picked.id);
}
