import * as vscode from 'vscode';
import { isolated } from '../../base/isolated';
import { withoutUndefined } from '../../base/withoutUndefined';
import type { MessageEntry, Notice, Entry as TranscriptEntry } from '../../client/conversation/entry';
import type { PanelEntry } from '../../panel/toPanel';
import { codeText } from '../../protocol/dialects/plainPeers';
import { presenceDetails, presenceText } from '../wording/presenceText';
import { problemSentence, renameSentence, unsavedSentence } from '../wording/sentences';

const { t } = vscode.l10n;

/**
 * An entry of the transcript as the panel draws it, with sentences in the person's language.
 * @param isIgnored whose messages are not shown, by member id
 * @param recipientText says who can read a direct message, by the recipient's member id
 * @param colorOf an author's colour, by member id
 */
export function panelEntry(
  entry: TranscriptEntry,
  isIgnored: (memberId: string) => boolean = () => false,
  recipientText: (memberId: string) => string = (memberId) => memberId,
  colorOf: (memberId: string) => number = () => 0,
): PanelEntry {
  const { key, order, at } = entry;
  if (entry.kind === 'notice') {
    const details = entry.notice.kind === 'presence' ? presenceDetails(entry.notice) : [];
    const text = noticeText(entry.notice);
    return { kind: 'notice', key, order, at, text, ...(details.length > 0 && { details }) };
  }
  const { from, by, own, status, problem, to, edited, removed } = entry;
  if (!own && isIgnored(by)) {
    const text = t('Hidden: a message from {0}, whom you are ignoring.', isolated(from));
    return { kind: 'notice', key, order, at, text, ignored: by };
  }
  const text = messageText(entry);
  return withoutUndefined<PanelEntry>({
    kind: 'message',
    key,
    order,
    at,
    own,
    text,
    status,
    author: from,
    authorKey: by,
    color: colorOf(by),
    direct: to === undefined ? undefined : recipientText(to),
    edited: edited && !removed ? true : undefined,
    removed: removed ? true : undefined,
    problem: problem && problemSentence(problem),
  });
}

/** Everything a message says, with the lines of code it quotes. */
function messageText({ text, code, removed }: MessageEntry): string {
  if (removed) return t('This message was deleted.');
  return [text, ...codeText(code)].filter(Boolean).join('\n');
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
