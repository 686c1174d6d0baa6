import { html, type TemplateResult } from 'lit/html.js';
import { repeat } from 'lit/directives/repeat.js';
import { isolated } from '../../src/base/isolated';
import type { PanelNotice } from '../../src/panel/entrySchemas';
import type { Row } from '../state/rows';
import type { ViewState } from '../state/viewState';
import { shownRows } from '../state/shownRows';
import { browserTimers } from '../browser/timers';
import { fill } from '../wording/strings';
import type { ViewContext } from './context';
import { messageView } from './message';
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
            <span class="text">${sentenceView(noticeText(row.entry, row.count, context))}</span>
          </p>`;
    case 'message':
      return messageView(row.entry, row.first, state, context);
  }
}

/** What a notice says. @param count of how many messages, where they are hidden */
function noticeText(
  { text, ignored }: PanelNotice,
  count: number,
  { formats, strings }: ViewContext,
): string {
  return count > 1 && ignored
    ? fill(strings.hiddenMessages, { count: formats.count(count), name: isolated(ignored.name) })
    : text;
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
