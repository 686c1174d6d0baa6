// Lines that give a password, a key or a token to a variable, as in `.env` files, shell scripts and Compose files. The rule
// set looks for secrets by their own shape, so it misses those that have none.

/** Longer lines are looked at up to here, in UTF-16 units. */
const MAX_UNITS = 1000;

const ASSIGNMENT =
  /^[ \t]*(?:(?:export|set|ENV|ARG|-)[ \t]{1,8}|\$env:)?["']?([A-Za-z_]\w{0,99})["']?([ \t]{0,8})([=:])([ \t]{0,8})(\S.*)$/;
const SECRET_NAME =
  /(?:^|_)(?:PASS(?:WORD|WD|PHRASE)|SECRET|TOKEN|CREDENTIALS?|(?:API|ACCESS|PRIVATE|SECRET|SIGNING|ENCRYPTION|ACCOUNT|MASTER)_?KEY)$|(?:PASSWORD|SECRET|_PWD|_PASS)$/;
const PASSWORD_NAME = /PASS|PWD/;
/** `.env`, `.env.local`, `prod.env`, but not those that show how one looks. */
const ENV_FILE = /^(?:\.env(?:\.(?!example$|sample$|template$|dist$|defaults?$)[\w.-]+)?|[\w.-]+\.env)$/i;
/** What stands for a value that is somewhere else, or still to come. */
const REFERENCE = /^(?:\$|%\w+%$|\{\{|<[^>]*>$|!|@|op:\/\/|vault:)/;
const PLACEHOLDER =
  /^(?:(?:your|my|insert|enter|put|add|replace|change)[-_ ].*|change_?me.*|\*+|x+|\.+|-+|example.*|placeholder.*|todo.*|dummy|none|null|nil|undefined|true|false|yes|no|string|secret|password|token|key|required|optional)$/i;

/** Where such an assignment stands in a text, in UTF-16 units. */
export interface EnvLine {
  readonly start: number;
  readonly end: number;
}

/** @param fileName without folders; in a `.env` file, every value counts */
export function findEnvLines(text: string, fileName: string): EnvLine[] {
  const isEnvFile = ENV_FILE.test(fileName);
  const found: EnvLine[] = [];
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    const start = index + line.search(/\S|$/);
    if (holdsSecret(line.slice(0, MAX_UNITS), isEnvFile))
      found.push({ start, end: index + line.trimEnd().length });
  }
  return found;
}

function holdsSecret(line: string, isEnvFile: boolean): boolean {
  const [, name = '', before = '', sign, after = '', rest = ''] = ASSIGNMENT.exec(line) ?? [];
  if (rest === '') return false;
  const isShell = sign === '=' && before === '' && after === '';
  const { value, isQuoted } = valueOf(rest);
  if (value === '' || REFERENCE.test(value) || PLACEHOLDER.test(value)) return false;
  if (isEnvFile && isShell) return true;
  if (!SECRET_NAME.test(name)) return false;
  // `MAX_TOKEN=4096` is a limit
  if (/^[\d_.]+$/.test(value) && !PASSWORD_NAME.test(name)) return false;
  if (isQuoted) return value.length >= 4;
  // what has no quotes is code where it does not look like a value
  const isWord = !/[\s()[\]{}<>;,`]/.test(value);
  return isWord && (isShell || (sign === ':' && after !== '' && /\d/.test(value)));
}

function valueOf(rest: string): { readonly value: string; readonly isQuoted: boolean } {
  const quoted = /^(["'`])(.*?)\1/.exec(rest);
  if (quoted) return { value: (quoted[2] ?? '').trim(), isQuoted: true };
  return { value: rest.replace(/[ \t]#.*$/, '').trim(), isQuoted: false };
}
