import { withoutUndefined } from '../../src/base/withoutUndefined';
import type { Destination, Draft, Mention, PanelCode } from '../../src/panel/fromPanel';
import { inFront, type Written } from '../../src/panel/inFront';
import { inOrder } from '../../src/panel/inOrder';
import type { PanelDraft } from '../../src/panel/entrySchemas';
import type { Writing } from '../state/viewState';
import { writingOf } from '../state/writing';
import { forgetUndo } from './input/forgetUndo';

export interface WrittenDraftParts {
  readonly input: () => HTMLTextAreaElement;
  /** Whom this text names. */
  readonly mentionsIn: (text: string) => readonly Mention[];
  /** Another text is written now, which names these. */
  readonly onAnother: (mentions: readonly Mention[] | undefined) => void;
}

/** What is being written, for whom, and about what. The text itself is the text area's own, with its undo. */
export class WrittenDraft {
  private to: Destination = { room: '' };
  private about: Writing | undefined;
  /** What was written before a message is changed, while it is. */
  private before: Written | undefined;
  private quoted: readonly PanelCode[] = [];
  /** The beginning of it, which came back. */
  private cameBack = '';

  constructor(private readonly parts: WrittenDraftParts) {}

  /** Whom it is for. It changes together with the text, and with nothing else. */
  get destination(): Destination {
    return this.to;
  }

  get isChange(): boolean {
    return this.before !== undefined;
  }

  /** The code that it quotes. A change quotes none. */
  get codes(): readonly PanelCode[] {
    return this.isChange ? [] : this.quoted;
  }

  /** Quotes that code from now on, also while something is changed. */
  quote(codes: readonly PanelCode[]): void {
    this.quoted = codes;
  }

  /** What {@link quote} was told last. */
  get quotedCodes(): readonly PanelCode[] {
    return this.quoted;
  }

  /** What it is about. */
  get writing(): Writing | undefined {
    return this.about;
  }

  /** All of it, as the host keeps it. */
  get all(): Draft {
    const { before, about, quoted } = this;
    const codes = quoted.length > 0 ? [...quoted] : undefined;
    const { order } = about?.message ?? {};
    const now = this.now(this.parts.input().value);
    return before
      ? { ...this.to, ...before, ...(codes && { codes }), change: withoutUndefined({ ...now, of: order }) }
      : withoutUndefined<Draft>({ ...this.to, ...now, codes, reply: order });
  }

  /** `text`, and whom it names. */
  now(text: string): Pick<Written, 'text' | 'mentions'> {
    const mentions = this.parts.mentionsIn(text);
    return { text, ...(mentions.length > 0 && { mentions }) };
  }

  /**
   * It is about that now. A change begins with the text of its message; when it is over, what was written before comes
   * back. @returns `gone`: the message is not there any more, and its new text is kept among what was written before
   */
  write(writing: Writing | undefined): 'same' | 'other' | 'gone' {
    const isSame = isSameWriting(this.about, writing);
    if (!isSame && (this.before || writing?.kind === 'edit')) forgetUndo(this.parts.input());
    const { before } = this;
    this.about = writing;
    if (isSame) return 'same';
    const isGone = before !== undefined && writing === undefined;
    if (isGone) this.showText(inFront(this.now(this.parts.input().value), before));
    else if (before) this.showText(before);
    this.before = undefined;
    if (writing?.kind !== 'edit') return isGone ? 'gone' : 'other';
    this.before = before ?? this.now(this.parts.input().value);
    const { text, mentions } = writing.message.unsentEdit ?? writing.message;
    this.showText({ text, ...(mentions && { mentions }) });
    return 'other';
  }

  /** Nothing is to be changed or answered any more. */
  leave(): void {
    if (this.before) forgetUndo(this.parts.input());
    const { before } = this;
    this.about = this.before = undefined;
    if (before) this.showText(before);
  }

  /**
   * Shows another draft.
   * @returns `gone`: the message that it changes was deleted; `elsewhere`: it is not in this room any more. Its new text is
   *   kept.
   */
  show({ room, to, ...draft }: PanelDraft): 'other' | 'gone' | 'elsewhere' {
    // it ends a composition, whose text belongs to the draft before
    forgetUndo(this.parts.input());
    const { text, mentions, codes = [], change } = draft;
    const written = withoutUndefined<Written>({ text, mentions });
    this.to = withoutUndefined({ room, to });
    this.quoted = codes;
    this.about = writingOf(draft);
    const isGone = change !== undefined && this.about === undefined;
    this.before = change && !isGone ? written : undefined;
    this.showText(isGone ? inFront(change, written) : (change ?? written));
    this.cameBack = '';
    if (!isGone) return 'other';
    return draft.about?.removed ? 'gone' : 'elsewhere';
  }

  /** Whether `draft` says nothing else than what is written. */
  isShowing(draft: PanelDraft): boolean {
    const { text, change, codes = [] } = draft;
    return (
      (change ?? draft).text === this.parts.input().value &&
      (change === undefined || this.before?.text === text) &&
      isSameWriting(writingOf(draft), this.about) &&
      JSON.stringify(codes) === JSON.stringify(this.quoted)
    );
  }

  /**
   * Puts what was not sent in front of what was written since, unless it stands there already: the draft that this page
   * began with may have it. The caret stays in what is being written.
   */
  putBack(draft: PanelDraft): void {
    const { before, quoted } = this;
    const input = this.parts.input();
    const { value, selectionStart, selectionEnd } = input;
    const since = { ...(before ?? this.now(value)), ...(quoted.length > 0 && { codes: [...quoted] }) };
    const { written, cameBack } = inOrder(draft, since, this.cameBack);
    this.cameBack = cameBack;
    if (written === since) return;
    this.quoted = written.codes ?? [];
    if (before) {
      this.before = written;
      return;
    }
    this.about ??= writingOf(draft);
    forgetUndo(input);
    this.showText(written);
    const lead = written.text.length - value.length;
    if (value !== '') input.setSelectionRange(lead + selectionStart, lead + selectionEnd);
  }

  /** It was sent: what was written before a change comes back. What is written next is undone as far as it goes. */
  sent(): void {
    forgetUndo(this.parts.input());
    const { before } = this;
    if (!before) this.quoted = [];
    this.about = this.before = undefined;
    this.showText(before ?? { text: '' });
  }

  private showText({ text, mentions }: Written): void {
    this.parts.input().value = text;
    this.parts.onAnother(mentions);
  }
}

const isSameWriting = (one: Writing | undefined, other: Writing | undefined): boolean =>
  one?.kind === other?.kind && one?.message.order === other?.message.order;
