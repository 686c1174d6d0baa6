import * as vscode from 'vscode';
import { isolated } from '../../base/isolated';
import { shortened } from '../../base/shortened';
import { withoutUndefined } from '../../base/withoutUndefined';
import {
  type MessageEntry,
  type Notice,
  type Entry as TranscriptEntry,
  partnerOf,
} from '../../client/conversation/entry';
import type { PanelEntry, PanelMessage, PanelReply } from '../../panel/entrySchemas';
import { plainWords } from '../../text/plainWords';
import { type Named, panelMentions } from './panelMentions';
import { presenceDetails, presenceText } from '../wording/presenceText';
import { problemSentence, renameSentence, unsavedSentence } from '../wording/sentences';

const { t } = vscode.l10n;

/** Longest beginning of a message that its answers show, in code points. */
const MAX_EXCERPT = 120;

/** What an entry is drawn with besides itself. */
export interface EntryContext extends Named {
  /** Whether this person ignores the member with that id. */
  readonly isIgnored: (memberId: string) => boolean;
  /** Says who can read a direct message. @param memberId the recipient's */
  readonly recipientText: (memberId: string) => string;
  /** A member's colour. */
  readonly colorOf: (memberId: string) => number;
  /** The name of somebody before them that a member's name looks like. */
  readonly lookAlikeOf: (memberId: string, name: string) => string | undefined;
  /** Whether a member uses a program that shows plain text only. */
  readonly isPlainPeer: (memberId: string) => boolean;
  /** The message of that order, where it is here. */
  readonly messageAt: (order: number) => MessageEntry | undefined;
  /** Nothing in messages is markup. */
  readonly plain: boolean;
}

/** An entry of the transcript as the panel draws it, with sentences in the person's language. */
export function panelEntry(entry: TranscriptEntry, context: EntryContext): PanelEntry {
  const { key, order, at } = entry;
  if (entry.kind === 'notice') {
    const details = entry.notice.kind === 'presence' ? presenceDetails(entry.notice) : [];
    const text = noticeText(entry.notice);
    return { kind: 'notice', key, order, at, text, ...(details.length > 0 && { details }) };
  }
  const { from, by, own, text, code, mentions, status, problem, to, reply, reactions, editedAt, removed } =
    entry;
  if (isHidden(entry, context))
    return { kind: 'notice', key, order, at, text: hiddenText(from), ignored: { mid: by, name: from } };
  return withoutUndefined<PanelEntry>({
    kind: 'message',
    key,
    order,
    at,
    own,
    text: removed ? t('This message was deleted.') : text,
    code: code && withoutUndefined(code),
    status,
    author: from,
    authorKey: by,
    color: context.colorOf(by),
    lookAlike: context.lookAlikeOf(by, from),
    plainPeer: context.isPlainPeer(by) ? true : undefined,
    direct: to === undefined ? undefined : context.recipientText(to),
    mentions: removed ? undefined : panelMentions(text, mentions, context),
    reply: reply === undefined ? undefined : panelReply(reply, partnerOf(entry), context),
    reactions: reactions?.map(({ emoji, count, own: isOwn, names }) => ({
      ...{ emoji, count, own: isOwn, names: [...names] },
    })),
    editedAt: removed ? undefined : editedAt,
    unsentEdit: panelEdit(entry, context),
    removed: removed ? true : undefined,
    problem: problem && problemSentence(problem),
  });
}

const isHidden = ({ own, by }: MessageEntry, { isIgnored }: EntryContext): boolean => !own && isIgnored(by);

const hiddenText = (name: string): string =>
  t('Hidden: a message from {0}, whom you are ignoring.', isolated(name));

/** The message `order`, as an answer shows it. @param partner with whom alone the answer is said */
function panelReply(order: number, partner: string | undefined, context: EntryContext): PanelReply {
  const message = context.messageAt(order);
  if (!message) return { order };
  const { from, by, text, mentions, removed } = message;
  const excerpt = removed
    ? t('This message was deleted.')
    : isHidden(message, context)
      ? hiddenText(from)
      : shortened(
          plainWords(message, { mentions: panelMentions(text, mentions, context), plain: context.plain })
            .replaceAll(/\s+/gu, ' ')
            .trim(),
          MAX_EXCERPT,
        );
  const isElsewhere = partnerOf(message) !== partner;
  return {
    order,
    author: from,
    color: context.colorOf(by),
    excerpt,
    ...(isElsewhere && { elsewhere: true }),
  };
}

function panelEdit({ unsentEdit }: MessageEntry, named: Named): PanelMessage['unsentEdit'] {
  if (!unsentEdit) return undefined;
  const { id, text, status, problem } = unsentEdit;
  const mentions = panelMentions(text, unsentEdit.mentions, named);
  return withoutUndefined({ key: id, text, mentions, status, problem: problem && problemSentence(problem) });
}

function removalText({ name, own, by }: Extract<Notice, { readonly kind: 'removal' }>): string {
  const who = isolated(name);
  if (!by) return own ? t('The host removed you from the room.') : t('{0} was removed from the room.', who);
  if (by.own) return t('You removed {0} from the room.', who);
  const host = isolated(by.name);
  return own ? t('{0} removed you from the room.', host) : t('{0} removed {1} from the room.', host, who);
}

function noticeText(notice: Notice): string {
  switch (notice.kind) {
    case 'join':
      return notice.own ? t('You joined the room.') : t('{0} joined the room.', isolated(notice.name));
    case 'leave':
      return notice.own ? t('You left the room.') : t('{0} left the room.', isolated(notice.name));
    case 'removal':
      return removalText(notice);
    case 'rename':
      return notice.own
        ? t('You are now {0}.', isolated(notice.to))
        : t('{0} is now {1}.', isolated(notice.name), isolated(notice.to));
    case 'presence':
      return presenceText(notice);
    case 'divider':
      return t('You were disconnected. What was said in the meantime is missing here.');
    case 'saving':
      return notice.on ? t('What is said here is being saved again.') : unsavedSentence();
    case 'problem':
      return renameSentence(notice.problem);
    case 'server-text':
      return t('The server says: “{0}”', isolated(notice.text));
  }
}
