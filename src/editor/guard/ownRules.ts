// What the rule set does not look for. It knows secrets by the shape that their makers give them; its rule for private keys
// takes only what begins as an RSA key or one of OpenSSH does, and is there whole.
import { findEnvLines } from './envLines';

/** What a rule found, in UTF-16 units of the text. */
export interface RuleFinding {
  readonly rule: string;
  readonly start: number;
  readonly end: number;
}

/** The names of our rules, beside those of the rule set. */
export const OWN_RULES = { assigned: 'assigned', privateKey: 'private-key', jwt: 'jwt' } as const;

const KEY_HEADER = /-----BEGIN (?:[A-Z0-9]{1,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----/g;
/** So far behind the header begins what is secret: an encrypted key has lines of its own before it. In UTF-16 units. */
const MAX_TO_KEY_UNITS = 400;
const KEY_TEXT = /[A-Za-z0-9+/]{40}/;
/** The bounds keep it fast on any text. */
const JWT = /\beyJ[\w-]{10,500}\.eyJ[\w-]{10,4000}\.[\w-]{20,1000}/g;

/** @param fileName without folders */
export function findByOwnRules(text: string, fileName: string): RuleFinding[] {
  const { assigned, privateKey, jwt } = OWN_RULES;
  const found: RuleFinding[] = findEnvLines(text, fileName).map((range) => ({ rule: assigned, ...range }));
  for (const { 0: header, index } of text.matchAll(KEY_HEADER)) {
    const end = index + header.length;
    if (KEY_TEXT.test(text.slice(end, end + MAX_TO_KEY_UNITS)))
      found.push({ rule: privateKey, start: index, end });
  }
  for (const { 0: token, index } of text.matchAll(JWT))
    found.push({ rule: jwt, start: index, end: index + token.length });
  return found;
}
