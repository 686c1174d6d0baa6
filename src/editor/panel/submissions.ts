import * as vscode from 'vscode';
import { withoutUndefined } from '../../base/withoutUndefined';
import type { PanelDraft } from '../../panel/entrySchemas';
import type { Destination, Draft, Mention } from '../../panel/fromPanel';
import type { Conversations } from '../direct/conversations';
import { complain } from '../platform/surfaces';
import type { ChatSession } from '../session/chatSession';
import { problemSentence } from '../wording/sentences';
import type { Drafts } from './drafts';
import type { Other } from './panelFeed';
import type { PanelMessages } from './panelMessages';
import { panelState } from './panelState';
import { recipientOf } from './recipientOf';
import type { Saying } from './saying';

const { t } = vscode.l10n;

/** What could not even be tried, and a sentence that says why. */
interface Refused {
  readonly left: Draft;
  readonly why: string;
}

export interface SubmissionsParts {
  readonly session: ChatSession;
  readonly conversations: Conversations;
  readonly drafts: Drafts;
  readonly messages: PanelMessages;
  readonly saying: Saying;
  /** What was said is no longer so: all pages show it anew. */
  readonly retell: () => void;
}

/** What the person sends from a page. What cannot even be tried goes back to where it was written. */
export class Submissions {
  /**
   * @param tell tells this page
   * @param tellOthers tells the others, which do not wait for this one: it may be gone
   */
  constructor(
    private readonly parts: SubmissionsParts,
    private readonly tell: (message: Other) => void,
    private readonly tellOthers: (message: Other) => void,
  ) {}

  say(draft: Draft): void {
    this.submit(draft, () => this.trySaying(draft));
  }

  /** `/msg`. @param words the name of a member and what to say to them alone */
  sayTo(draft: Draft, words: string, picked: Mention | undefined): void {
    const { session, conversations } = this.parts;
    this.submit(draft, () => {
      const recipient = recipientOf(session.current, words, picked);
      if (typeof recipient === 'string') return { left: draft, why: recipient };
      const { room, codes, mentions } = draft;
      const { mid: to, text } = recipient;
      conversations.show(to);
      if (text === '' && !codes) return undefined;
      return this.trySaying(withoutUndefined<Draft>({ room, to, text, codes, mentions }));
    });
  }

  /** Changes the text of this person's message of order `of`. */
  edit(of: number, draft: Draft): void {
    this.submit(draft, () => {
      const problem = this.parts.session.current.edit(of, draft.text, draft.mentions);
      return problem && { left: draft, why: problemSentence(problem) };
    });
  }

  /** Brings back what was said last, if nobody has got it yet. */
  takeBack({ room, to }: Destination): void {
    const { saying, drafts, messages, retell } = this.parts;
    const draft = this.isThere({ room }) ? saying.takeBack(withoutUndefined({ room, to })) : undefined;
    if (!draft) {
      this.tell({ type: 'takenBack' });
      return;
    }
    drafts.putBack(draft, messages);
    this.tellDraft(draft);
    retell();
    this.tell({ type: 'takenBack', draft: this.withAbout(draft) });
  }

  /** Tells the other pages what is written there now. */
  tellDraft(destination: Destination): void {
    const { drafts, messages } = this.parts;
    this.tellOthers({ ...drafts.of(destination, messages), type: 'draft' });
  }

  /** @returns what could not be said */
  private trySaying(draft: Draft): Refused | undefined {
    const { saying, session } = this.parts;
    const unsaid = saying.say(draft, panelState(session.state).maxTextBytes);
    return unsaid && { left: unsaid.left, why: problemSentence(unsaid.problem) };
  }

  private submit(draft: Draft, act: () => Refused | undefined): void {
    const { drafts, messages } = this.parts;
    const isThere = this.isThere(draft);
    const refused = isThere ? act() : { left: draft, why: t('Not sent: you have left that room.') };
    if (!refused) return;
    const { left, why } = refused;
    // the page may show something else by now, or be gone
    drafts.putBack(left, isThere ? messages : undefined);
    if (isThere) this.tellDraft(left);
    const { destination } = messages;
    if (destination?.room === left.room && destination.to === left.to)
      this.tell({ type: 'refused', draft: this.withAbout(left), problem: why });
    else void complain(why);
  }

  /** With the message that it answers, where that is here. */
  private withAbout(draft: Draft): PanelDraft {
    const about = draft.reply === undefined ? undefined : this.parts.messages.message(draft.reply);
    return about ? { ...draft, about } : draft;
  }

  /** Whether the window is still in the room for which something was written. */
  private isThere({ room }: Destination): boolean {
    return this.parts.messages.destination?.room === room;
  }
}
