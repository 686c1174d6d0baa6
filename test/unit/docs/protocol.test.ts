import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { CLIENT_MESSAGES, SERVER_MESSAGES } from '../../../src/protocol/wire/messages';

const document = readFileSync('docs/PROTOCOL.md', 'utf8');
/** `P-256` is the name of a curve. */
const CITATION = /\bP-(?!256\b)\d+(?:\.\d+)?(?![\d.]*\d)/g;

/** The fields of an object: their names, `?` where they may be missing, and what they hold if that is described. */
interface Fields {
  [name: string]: Fields | string | undefined;
}

/** Reads `` `v`, `resume?` {`room`, `seq`}, `members` [{`mid`}], `limits` {…} `` as the tables have it. */
function fieldsOf(cell: string): Fields {
  const tokens: string[] = cell.replaceAll(/\([^)]*\)/g, '').match(/`[^`]+`|\{…\}|\[…\]|\[?\{|\}\]?/g) ?? [];
  const read = (): Fields => {
    const fields: Fields = {};
    for (let token = tokens.shift(); token?.startsWith('`'); token = tokens.shift()) {
      const name = token.slice(1, -1);
      fields[name] = undefined;
      if (tokens[0]?.includes('…')) fields[name] = tokens.shift() && 'undescribed';
      else if (tokens[0]?.includes('{')) fields[name] = tokens.shift() && read();
    }
    return fields;
  };
  const fields = read();
  assert.equal(tokens.length, 0, `all of it is understood: ${cell}`);
  return fields;
}

interface Schema {
  readonly type: string;
  readonly entries?: Record<string, Schema>;
  readonly wrapped?: Schema;
  readonly item?: Schema;
}

/** The same of a schema, as far as the table describes it. */
function fieldsIn(schema: Schema, described: Fields): Fields {
  const fields: Fields = {};
  for (const [key, outer] of Object.entries(schema.entries ?? {})) {
    const name = outer.type === 'optional' ? `${key}?` : key;
    const inner = outer.wrapped ?? outer;
    const held = inner.item?.wrapped ?? inner.item ?? inner;
    const description = described[name];
    if (description === 'undescribed' && (inner.item ?? inner.entries)) fields[name] = 'undescribed';
    else fields[name] = held.entries && fieldsIn(held, typeof description === 'object' ? description : {});
  }
  return fields;
}

/** Rows of the table below `heading`: verb -> the fields of its payload. */
function verbsBelow(heading: string): Map<string, Fields> {
  const table = document.slice(document.indexOf(heading)).split('\n\n')[1] ?? '';
  const rows = table.split('\n').slice(2);
  return new Map(
    rows.map((row) => {
      const cells = row.split('|').map((cell) => cell.trim());
      return [cells[1]!.replaceAll('`', ''), fieldsOf(cells.at(-2)!)];
    }),
  );
}

/** All files below `folder` whose name fits. */
const filesBelow = (folder: string, name: RegExp): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => name.test(file) && !file.includes('node_modules'))
    .map((file) => path.join(folder, file));

const clauses = [...document.matchAll(/^\*\*(P-\d+\.\d+)\*\*/gm)].map(([, clause]) => clause!);
const sections = [...document.matchAll(/^## (P-\d+) /gm)].map(([, section]) => section!);

describe('docs/PROTOCOL.md', () => {
  it('has the limits and error codes of the source', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/protocolTables.mjs', '--check'], {
      encoding: 'utf8',
    });
    assert.equal(stderr.replaceAll(/^npm warn.*$/gm, '').trim(), '');
    assert.equal(status, 0);
  });

  for (const [heading, messages] of [
    ['From a client:', CLIENT_MESSAGES],
    ['From the server:', SERVER_MESSAGES],
  ] as const) {
    it(`has the fields of the schemas, and no others: ${heading}`, () => {
      const described = verbsBelow(heading);
      assert.deepEqual([...described.keys()].sort(), Object.keys(messages).sort());
      for (const [verb, schema] of Object.entries(messages)) {
        const fields = described.get(verb)!;
        assert.deepEqual(fieldsIn(schema as unknown as Schema, fields), fields, verb);
      }
    });
  }

  it('numbers its clauses in order, each once', () => {
    assert.ok(clauses.length > 80);
    const expected = sections.flatMap((section) => {
      const count = clauses.filter((clause) => clause.startsWith(`${section}.`)).length;
      return Array.from({ length: count }, (_, i) => `${section}.${i + 1}`);
    });
    assert.deepEqual(clauses, expected);
  });

  it('has a test for every clause, named by its title, or a reason why there is none', () => {
    const titles = ['test/conformance', 'test/unit/client']
      .flatMap((folder) => filesBelow(folder, /\.test\.ts$/))
      .map((file) => readFileSync(file, 'utf8'))
      .flatMap((source) =>
        [...source.matchAll(/\b(?:it|describe)\(\s*(['"`])([^]*?)\1,/g)].map(([, , title]) => title!),
      );
    assert.ok(titles.length > 100);
    const tested = new Set(titles.flatMap((title) => title.match(CITATION) ?? []));
    const [, appendix = ''] = document.split('## Appendix C');
    const reasons = [...appendix.matchAll(/^- (P-\d+\.\d+): \S+/gm)].map(([, clause]) => clause!);
    assert.deepEqual(
      reasons.filter((clause) => tested.has(clause)),
      [],
      'these have a test by now',
    );
    assert.deepEqual(
      clauses.filter((clause) => !tested.has(clause) && !reasons.includes(clause)),
      [],
    );
  });

  it('has every clause that anything cites', () => {
    const known = new Set([...clauses, ...sections]);
    const files = [
      ...['src', 'webview', 'test', 'examples', 'scripts'].flatMap((folder) =>
        filesBelow(folder, /\.(ts|mjs|cjs|js)$/),
      ),
      ...filesBelow('docs', /\.md$/),
    ];
    const unknown = files.flatMap((file) =>
      (readFileSync(file, 'utf8').match(CITATION) ?? [])
        .filter((clause) => !known.has(clause))
        .map((clause) => `${clause} in ${file}`),
    );
    assert.deepEqual(unknown, []);
  });
});
