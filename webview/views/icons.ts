import { svg } from 'lit/html.js';
import { icon } from '../code/icons';

export const replyIcon = icon(svg`<path d="M6.5 4 2.5 8l4 4M2.5 8h7a4 4 0 0 1 4 4v1"></path>`);
export const editIcon = icon(
  svg`<path d="m3 13 .7-3L11 2.700l2.300 2.300L6 12.300zM9.500 4.200l2.300 2.300"></path>`,
);
export const closeIcon = icon(svg`<path d="m4 4 8 8m0-8-8 8"></path>`);
