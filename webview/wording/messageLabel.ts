import { shortened } from '../../src/base/shortened';
import type { PanelMessage } from '../../src/panel/entrySchemas';
import type { PanelStrings } from '../../src/panel/strings';
import { plainWords, type WordsOptions } from '../../src/text/plainWords';
import type { Formats } from './formats';
import { reactionText } from './reactionText';
import { fill } from './strings';

/** The longest part of a message that a screen reader reads when one comes to it, in code points. */
const MAX_READ = 1000;
/** As many names as it reads of each reaction, and as many reactions. The others are under the message. */
const MAX_NAMES = 2;
const MAX_REACTIONS = 5;

/** What a screen reader says of the message that has the focus. */
export function messageLabel(
  entry: PanelMessage,
  strings: PanelStrings,
  formats: Pick<Formats, 'time' | 'list' | 'count'>,
  how: WordsOptions = {},
): string {
  const {
    author,
    at,
    lookAlike,
    plainPeer,
    direct,
    reply,
    reactions = [],
    editedAt,
    status,
    problem,
  } = entry;
  const answered = reply && {
    name: reply.author ?? strings.earlierMessage,
    text: reply.excerpt ?? '',
  };
  const state = { pending: strings.sending, failed: problem ?? strings.notSent, sent: undefined }[status];
  return [
    [
      author,
      lookAlike === undefined ? undefined : fill(strings.lookAlike, { name: lookAlike }),
      plainPeer ? strings.plainPeer : undefined,
      direct,
      formats.time(at),
    ]
      .filter((part) => part !== undefined)
      .join(', '),
    shortened(plainWords(entry, { ...entry, ...how }), MAX_READ),
    editedAt === undefined ? undefined : fill(strings.editedAt, { time: formats.time(editedAt) }),
    state,
    answered && fill(strings.replyTo, answered),
    ...reactions.slice(0, MAX_REACTIONS).map((one) => reactionText(one, strings, formats, MAX_NAMES)),
    reactions.length > MAX_REACTIONS
      ? fill(strings.moreReactions, { count: formats.count(reactions.length - MAX_REACTIONS) })
      : undefined,
  ]
    .filter((part) => part !== undefined && part !== '')
    .join('. ');
}
