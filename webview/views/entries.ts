import { html, nothing, type TemplateResult } from 'lit/html.js';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import type { PanelMessage, PanelNotice } from '../../src/panel/toPanel';
import type { Row } from '../state/rows';
import type { ViewState } from '../state/viewState';
import { shownRows } from '../state/shownRows';
import { browserTimers } from '../browser/timers';
import { initials } from '../wording/initials';
import { isInRoom } from '../state/connection';
import { wholeText } from '../wording/wholeText';
import type { ViewContext } from './context';
import { sentenceView } from './sentence';

/** The lines of the list, one element each. What others wrote only ever becomes text nodes. */
export function entriesView(state: ViewState, context: ViewContext): TemplateResult {
  return html`${repeat(
    shownRows(state),
    (row) => row.key,
    (row) => rowView(row, state, context),
  )}`;
}

function rowView(row: Row, state: ViewState, context: ViewContext): TemplateResult {
  const { formats, strings } = context;
  switch (row.kind) {
    case 'day':
      return html`<h2 class="day">
        <span class="text">${formats.day(row.at, browserTimers.date())}</span>
      </h2>`;
    case 'unread':
      return html`<h2 class="unread">${strings.unread}</h2>`;
    case 'notice':
      return row.entry.details
        ? runView(row.entry, row.entry.details, context)
        : html`<p class="notice" title=${formats.exact(row.entry.at)}>
            <span class="text">${sentenceView(row.entry.text)}</span>
          </p>`;
    case 'message':
      return messageView(row.entry, row.first, state, context);
  }
}

/** A run of comings and goings: one line, which opens. */
function runView(
  { at, text }: PanelNotice,
  details: readonly string[],
  { formats, strings }: ViewContext,
): TemplateResult {
  return html`<details class="notice" title=${formats.exact(at)}>
    <summary>
      <span class="text folded">${sentenceView(text)}</span><span class="unfolded">${strings.comings}</span>
    </summary>
    ${details.map((sentence) => html`<p class="text">${sentenceView(sentence)}</p>`)}
  </details>`;
}

function messageView(
  entry: PanelMessage,
  first: boolean,
  state: ViewState,
  context: ViewContext,
): TemplateResult {
  const { strings, formats } = context;
  const { own, removed = false, color } = entry;
  const classes = { message: true, [`author-${color}`]: true, first, own, removed };
  // Within a group, name and time are there for screen readers, and the time is in the text's tooltip.
  const hidden = first ? '' : 'visually-hidden';
  const exact = formats.exact(entry.at);
  return html`<article
    class=${classMap(classes)}
    data-key=${entry.key}
    data-order=${entry.order}
    data-status=${entry.status}
  >
    ${first ? html`<span class="avatar" aria-hidden="true">${initials(entry.author)}</span>` : nothing}
    <div class="head">
      <span class="author ${hidden}" dir="auto">${entry.author}</span
      >${first && own ? html` <span class="you">${strings.you}</span>` : nothing}${
        entry.direct === undefined
          ? nothing
          : html` <span class="direct">${sentenceView(entry.direct)}</span>`
      }
      <time class=${hidden} datetime=${formats.iso(entry.at)} title=${exact}>${formats.time(entry.at)}</time>
      ${entry.status === 'pending' ? html`<span class="sending">${strings.sending}</span>` : nothing}
    </div>
    <div class="body" title=${first ? nothing : exact}>
      <span class="text">${wholeText(entry)}</span
      >${entry.editedAt !== undefined ? html` <span class="edited" title=${formats.exact(entry.editedAt)}>${strings.edited}</span>` : nothing}
    </div>
    ${entry.status === 'failed' ? failureView(entry, state, context) : nothing}
  </article>`;
}

function failureView(
  entry: PanelMessage,
  { panel, copied }: ViewState,
  { strings, act }: ViewContext,
): TemplateResult {
  return html`<div class="failure">
    <span class="failure-icon" aria-hidden="true">!</span>
    ${entry.problem ?? strings.notSent}
    <span class="actions">
      ${
        isInRoom(panel?.connection)
          ? html`<button type="button" class="link retry" @click=${() => act.retry(entry.key)}>
              ${strings.retry}
            </button>`
          : nothing
      }
      <button type="button" class="link copy" @click=${() => act.copy(entry)}>
        ${copied === entry.key ? strings.copied : strings.copy}
      </button>
    </span>
  </div>`;
}
