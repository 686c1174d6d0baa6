import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Member } from '../../protocol/wire/messages';
import { pickOne, tell } from '../platform/surfaces';

const { t } = vscode.l10n;

/** What the menus of the list of members pass to a command. */
const MemberRow = v.object({ member: v.object({ memberId: v.string() }) });

/** The id of the member whose menu a command was called from; undefined: it was called in another way. */
export function memberIdOfRow(argument: unknown): string | undefined {
  const row = v.safeParse(MemberRow, argument);
  return row.success ? row.output.member.memberId : undefined;
}

/** Asks for one of `members`. @returns undefined: the person gave up, or there is nobody */
export async function pickMember(
  members: readonly Member[],
  question: { readonly title: string; readonly placeholder: string },
): Promise<Member | undefined> {
  if (members.length === 0) {
    void tell(t('Nobody else is in the room.'));
    return undefined;
  }
  const choices = members.map((member) => ({ label: member.name, member }));
  return (await pickOne(choices, question))?.member;
}
