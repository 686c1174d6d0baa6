import { svg, html, type TemplateResult } from 'lit/html.js';

/** An icon of 16 by 16 in the colour of the text around it. What it means stands beside it, or in its button's label. */
export const icon = (shapes: TemplateResult<2>): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${shapes}</svg>`;

export const replyIcon = icon(svg`<path d="M6.5 4 2.5 8l4 4M2.5 8h7a4 4 0 0 1 4 4v1"></path>`);
export const editIcon = icon(
  svg`<path d="m3 13 .7-3L11 2.700l2.300 2.300L6 12.300zM9.500 4.200l2.300 2.300"></path>`,
);
export const copyIcon = icon(svg`<path d="M5.500 5.500h8v8h-8zM10.500 5.500v-3h-8v8h3"></path>`);
export const closeIcon = icon(svg`<path d="m4 4 8 8m0-8-8 8"></path>`);
