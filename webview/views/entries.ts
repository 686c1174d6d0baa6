import { html, nothing, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import type { MessageEntry } from '../../src/panel/messages';
import { authorColor } from '../authorColor';
import { type Row, toRows } from '../rows';
import type { ViewState } from '../state';
import type { ViewContext } from './context';

/** The lines of the list, one element each. What others wrote only ever becomes text. */
export function entriesView(state: ViewState, context: ViewContext): TemplateResult {
  return html`${
    state.loadingOlder ? html`<p class="loading">${context.strings.loadingOlder}</p>` : nothing
  }${repeat(
    toRows(state.entries),
    (row) => row.key,
    (row) => rowView(row, context),
  )}`;
}

function rowView(row: Row, context: ViewContext): TemplateResult {
  const { formats } = context;
  switch (row.kind) {
    case 'day':
      return html`<h2 class="day">${formats.day(row.at, Date.now())}</h2>`;
    case 'notice':
      return html`<p class="notice" dir="auto" title=${formats.exact(row.entry.at)}>${row.entry.text}</p>`;
    case 'message':
      return messageView(row.entry, row.first, context);
  }
}

function messageView(entry: MessageEntry, first: boolean, context: ViewContext): TemplateResult {
  const { strings, formats } = context;
  const classes = { message: true, first, own: entry.own };
  // Within a group the name and time are there for screen readers, and the time in the text's tooltip.
  const author = first ? authorColor(entry.authorKey) : 'visually-hidden';
  const exact = formats.exact(entry.at);
  return html`<article class=${classMap(classes)} data-key=${entry.key} data-status=${entry.status}>
    <div class="head">
      <span class="author ${author}" dir="auto">${entry.author}</span
      >${first && entry.own ? html` <span class="you">${strings.you}</span>` : nothing}
      <time class=${first ? '' : 'visually-hidden'} datetime=${formats.iso(entry.at)} title=${exact}
        >${formats.time(entry.at)}</time
      >
      ${entry.status === 'pending' ? html`<span class="sending">${strings.sending}</span>` : nothing}
    </div>
    <div class="text" dir="auto" title=${first ? nothing : exact}>${entry.text}</div>
    ${entry.status === 'failed' ? failureView(entry, context) : nothing}
  </article>`;
}

function failureView(entry: MessageEntry, { strings, act }: ViewContext): TemplateResult {
  return html`<div class="failure">
    <span class="failure-icon" aria-hidden="true">!</span>
    ${entry.problem ?? strings.notSent}
    <button type="button" class="link retry" @click=${() => act.retry(entry.key)}>${strings.retry}</button>
  </div>`;
}
