import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Member, Mention } from '../../protocol/wire/messages';
import { pickOne, tell } from '../platform/surfaces';

const { t } = vscode.l10n;

/** What the menus of the list of members pass to a command. */
const MemberRow = v.object({ member: v.object({ memberId: v.string() }) });

/** What the menu of a message, or of its author's name, passes to a command. */
const Authored = v.object({ author: v.string(), authorName: v.string() });

/** The id of the member whose menu a command was called from; undefined: it was called in another way. */
export function memberIdOfMenu(argument: unknown): string | undefined {
  const row = v.safeParse(MemberRow, argument);
  return row.success ? row.output.member.memberId : authorOfMenu(argument)?.mid;
}

/** Whose message a command was called from, who may have left; undefined: it was called in another way. */
export function authorOfMenu(argument: unknown): Mention | undefined {
  const authored = v.safeParse(Authored, argument);
  return authored.success ? { mid: authored.output.author, name: authored.output.authorName } : undefined;
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
