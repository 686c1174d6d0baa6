// What somebody may have meant who typed what is nearly an address.
import { type Address, DEFAULT_PORT, parseAddress } from './address';

/** A digit, or a letter that is typed or recognized for one. */
const DIGIT = '[\\dOoIl|]';
const POINT = '(?: ?[.,] ?| )';
const MANGLED_IPV4 = new RegExp(
  String.raw`(?<![\p{L}\p{N}.,@])(${DIGIT}{1,3})` +
    String.raw`${POINT}(${DIGIT}{1,3})`.repeat(3) +
    String.raw`(?: ?[.,:;/ -] ?(${DIGIT}{1,5}))?(?![\p{L}\p{N}@]|[.,:] ?${DIGIT}|[^ ]*@)`,
  'u',
);
/** With letters only it is a word. */
const MIN_DIGITS = 4;
const MANGLED_PORT = /^(\S{1,253}?) ?[;,|/] ?(\d{1,5})$/;

/**
 * The address that is meant by a text like `192.168.1.20.9999`, `192,168,1,20`, `192.168.1.2O` or `ada.local;9999`, as far as
 * one can tell. Nobody should be sent there without being asked.
 * @param text in plain characters
 */
export function guessAddress(text: string): Address | undefined {
  const [matched, ...numbers] = MANGLED_IPV4.exec(text) ?? [];
  if (matched !== undefined && matched.replace(/\D/g, '').length >= MIN_DIGITS) {
    const [a, b, c, d, port = DEFAULT_PORT] = numbers.map((number) => number && digits(number));
    return valid(`${a}.${b}.${c}.${d}:${port}`);
  }
  const [, host, port] = MANGLED_PORT.exec(text) ?? [];
  return host === undefined ? undefined : valid(`${host}:${port}`);
}

const digits = (typed: string): number => Number(typed.replace(/[Oo]/g, '0').replace(/[Il|]/g, '1'));

function valid(text: string): Address | undefined {
  const address = parseAddress(text);
  return address.ok ? address.value : undefined;
}
