import { html } from 'lit/html.js';
import { directedTo } from '../../../src/panel/directedTo';
import type { Mention } from '../../../src/panel/fromPanel';
import type { PanelMember } from '../../../src/panel/toPanel';
import { initials } from '../../wording/initials';
import type { Completion } from './completer';
import { findMembers } from './findMembers';
import { mentionsIn } from './mentionsIn';
import type { Trigger } from './trigger';

/** Whom the person names in what they write. */
export class Mentioning {
  /** Who is in the room, as far as the host has told. */
  private members: readonly PanelMember[] = [];
  /** Those who were picked for this text: they are meant, whatever they are called by the time it is sent. */
  private named: readonly Mention[] = [];
  /** Where the `@` is for which the host was asked. */
  private askedAt: number | undefined;

  /** @param askMembers asks who is in the room; to be answered by `show` */
  constructor(private readonly askMembers: () => void) {}

  /** Another text is written now. @param named whom it names already */
  startAnew(named: readonly Mention[] = []): void {
    this.named = named;
    this.askedAt = undefined;
  }

  /** These are in the room now. */
  show(members: readonly PanelMember[]): void {
    this.members = members;
  }

  name(member: Mention): void {
    this.named = [...this.named, member];
  }

  find({ start, query }: Trigger): readonly Completion[] {
    this.ask(start);
    const others = this.members.filter(({ you }) => !you);
    return findMembers(others, query).map(({ mid, name, color }) => ({
      label: name,
      lead: html`<span class="avatar author-${color}">${initials(name)}</span>`,
      text: `@${name} `,
      onPick: () => this.name({ mid, name }),
    }));
  }

  /** Whom `text` names. */
  in(text: string): readonly Mention[] {
    return mentionsIn(text, this.members, this.named);
  }

  /** What is said to the member whose name `words` begin with, as far as it is known whose that is. */
  saidIn(words: string): string {
    if (this.members.length === 0) this.ask(0);
    const directed = directedTo(words, this.members, this.pickedFor(words));
    return typeof directed === 'object' ? directed.text : words;
  }

  /** Asks who is in the room, once for each place in the text. */
  private ask(start: number): void {
    if (start !== this.askedAt) this.askMembers();
    this.askedAt = start;
  }

  /** Who was picked for the beginning of `text`. */
  pickedFor(text: string): Mention | undefined {
    return this.named.findLast(({ name }) => `${text} `.startsWith(`@${name} `));
  }
}
