import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { ConnectionStatus } from '../../src/panel/stateSchemas';
import { isMoving } from '../state/connection';
import { connectionText } from '../wording/connectionText';
import { connectionButtons, spinner } from './connection';
import type { ViewContext } from './context';

/** The connection in a few lines, between the messages and the composer. Nothing while all is well. */
export function bannerView(
  connection: ConnectionStatus,
  context: ViewContext,
): TemplateResult | typeof nothing {
  if (connection.kind === 'joined') return nothing;
  const busy = isMoving(connection);
  return html`<section class="banner" data-kind=${connection.kind}>
    ${
      'title' in connection
        ? html`<h2 dir="auto" title=${connection.message}>${busy ? spinner : nothing}${connection.title}</h2>
            <p dir="auto">${connection.message}</p>`
        : html`<p dir="auto">${busy ? spinner : nothing}${connectionText(connection, context.strings)}</p>`
    }
    ${connectionButtons(connection, context)}
  </section>`;
}
