import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  lineUnderInput,
  withIcon,
  withoutIcons,
  withoutLinks,
  withoutMarkdown,
} from '../../../../src/editor/platform/harmless';

// as VS Code has them, in 1.100 and 1.139: parseLinkedText, renderLabelWithIcons, and what its Markdown makes links of
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
// as Theia 1.74 has it (markdown-it): an address in angle brackets
const ANGLE_LINK = /<(?:[a-z][a-z0-9+.-]{1,31}:[^<>\s]*|[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+)>/i;
const ICON = /(\\)?\$\(([A-Za-z0-9-]+(?:~[A-Za-z]+)?)\)/g;
const MARKDOWN = /\]\(|\]\[|\]:\D|(?:https?|ftp):\/\/|www\.[a-z0-9]|[\w.+-]@\w|\$\([a-z0-9-]/i;

/** What of `text` is shown where icons are drawn, each drawn one as a dot. */
const drawn = (text: string): string =>
  text.replace(ICON, (_, kept, name: string) => (kept ? `$(${name})` : '•'));

const HOSTILE = [
  '[Lab](command:undo)',
  'Bob: [look](command:workbench.action.quit)',
  '[look](https://example.org "title")',
  "[a](file:///x 'y')",
  '[[a]](file:///x)[b](COMMAND:x)',
  '[x: ](command:x)',
  '[a]](command:x)',
  '[a](command:x?%5B1%5D)',
  '![x](https://x.yz/a.png)',
  '<command:workbench.action.quit>',
  '<<https://x.yz>',
  '<eve@x.yz>',
  '[x][y]',
  '[y]: https://x.yz',
  'https://x.yz and www.x.yz and ftp://x, eve@x.yz',
  '$(bell)',
  '$(loading~spin)',
  '\\$(bell)',
  '\\\\$(bell)',
  '$($(bell))',
  '$(bell)$(eye)',
  'a$(b-c) d$(E2~f) $(5) $(-)',
];
const pieces = [
  '[',
  ']',
  '(',
  ')',
  '$',
  '\\',
  '$(bell)',
  '](',
  '<',
  '>',
  'command:x',
  'https://x',
  '~',
  'a',
  ' ',
  '\n',
  '{0}',
];
const anyText = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(''));

describe('a text from elsewhere', () => {
  for (const text of HOSTILE) {
    it(`is only text: ${text}`, () => {
      assert.doesNotMatch(withoutLinks(text), LINK);
      assert.doesNotMatch(withoutLinks(text), ANGLE_LINK);
      assert.equal(drawn(withoutIcons(text)), text);
      assert.equal(drawn(withIcon('lock', text)), `• ${text}`);
      assert.doesNotMatch(lineUnderInput(text), LINK);
      assert.equal(drawn(lineUnderInput(text)), withoutLinks(text));
      assert.doesNotMatch(withoutMarkdown(text), MARKDOWN);
      assert.equal(withoutMarkdown(text).replaceAll('\u2060', ''), text, 'to the eye it is the same');
    });
  }

  it('is only text, whatever it is made of', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        assert.doesNotMatch(withoutLinks(text), LINK);
        assert.doesNotMatch(withoutLinks(text), ANGLE_LINK);
        assert.equal(drawn(withoutIcons(text)), text);
        assert.doesNotMatch(withoutMarkdown(text), MARKDOWN);
      }),
    );
  });

  it('is left alone where it is nothing but text', () => {
    for (const text of [
      'a[0] (see below) f(x)[1]',
      '$ (x) $() 5$ (b)',
      '{0} 192.168.1.20:9999 [::1]:9999 <b> *a*',
    ])
      for (const harmless of [withoutLinks, withoutIcons, lineUnderInput, withoutMarkdown])
        assert.equal(harmless(text), text);
  });
});
