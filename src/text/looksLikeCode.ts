// Telling code and logs from prose, so that nothing in them is read as markup. Every pattern is tried at the beginning of a
// line only, and on its first characters only: the work is linear in the length of the text.

/** So much of a line tells what it is, in UTF-16 units. */
const MAX_UNITS = 240;

/** One such line is enough. */
const CERTAIN = [
  // stack traces: JavaScript, Java, .NET; Python; Go; Rust; Ruby, Elixir; PHP, gdb; a compiler
  /^\s*at (?:(?:async )?\S+\.\w+:\d+(?::\d+)?|\S.*(?:\([^()]*\.\w+:\d+(?::\d+)?\)|:line \d+|\S\([^)]*\)))$/,
  /^\s*File "[^"]+", line \d/,
  /^(?:Traceback \(most recent|goroutine \d+ \[|panic: |thread '.*' panicked|fatal error: )/,
  /^\s*(?:from )?[^\s:]+:\d+:in /,
  /^\s*#\d+\s+(?:0x|\/|\w+ \((?:\)|\w+[=:])|\S+\()/,
  /^\S+(?:[:(]\d+[,:]\d+\)?:?|\.\w+:\d+:) (?:fatal |internal )?(?:error|warning|note|info)(?: [a-z]+-?\d+)?:/i,
  /^(?:(?:Caused by|Suppressed): |Exception in thread |(?:Uncaught|Unhandled) (?:\(|[\w. ]*(?:[Ee]rror|[Ee]xception|[Rr]ejection)\b).*[:.])/,
  // diffs
  /^(?:diff --(?:git|cc|combined) |index [0-9a-f]{7,}[.,]|@@+ -\d|(?:---|\+\+\+) \S*[/.]\S+(?:\s+\d.*)?$|Index: )/,
  /^(?:[<>|]{7} \S|={7}$|\*{15}$|commit [0-9a-f]{7,40}(?: \(.*\))?$| \S.* \| +\d+ [+-]+$)/,
  // shell sessions
  /^\s*(?:❯ \S|> @?[\w./-]+@\d+\.\d+\.\d+\S* [\w:-]+$|λ> \S|(?:~|~\/\S*|\/[a-zA-Z]\S*) % [a-z./]|\[[\w.-]+@[\w.-]+ [^\]]*\][$#] )/,
  /^\s*(?:\$ [a-zA-Z./~]|PS [A-Z]:\\|[A-Z]:\\[^<>|*?"]*>|[\w.-]+@[\w.-]+(?::\S*| (?!~?\d)\S+) ?[$#%] |>>> \S|(?:In|Out) ?\[\d+\]:|(?:mysql|sqlite|irb|postgres)\S*(?<!-)[>#])/,
  // logs
  /^\W?(?:\d{4}[-/]\d\d[-/]\d\d[T ,]\d\d:\d\d|\d\d:\d\d:\d\d[.,\]\s])/,
  /^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d \d\d:\d\d:\d\d /,
  /^[\d.:a-f]+ - \S+ \[\d\d?\//,
  /^(?:[VDIWEF]\/[\w.-]+ ?\( *\d+\): |[IWEF]\d{4} \d\d:\d\d:\d\d)/,
  /^npm (?:ERR! |(?:WARN|warn|error) (?:code [A-Z]|deprecated \S+@|(?:errno|syscall|path|config) \S|[A-Z]{4,}\b|Missing script:))/,
  /^(?:(?:ts|time)="?\d{4}[-\d]\S*|level=(?:trace|debug|info|warn|warning|error|fatal|panic)) \w+=/i,
  /^\[(?:ERROR|WARN|WARNING|INFO|DEBUG|TRACE|FATAL)\]/,
  // tables
  /^\s*\|.*\|\s*$/,
  /^\s*(?:\+[-=+]{3,}|[│┌├└╔║╚╭╰])/,
  // data
  /^\s*[{[][\s{[\d,.]*"[^"]+"\s*:\s*(?:["\d{[-]|true|false|null).*[}\]],?$/,
  // code
  /^\s*(?:#include\b|#!\/|\/\/ |\/\*|<\?|<!DOCTYPE|<!--|#(?:if|ifdef|ifndef|define|endif)\b)/,
  /^\s*(?:import .*(?: from ['"]|;$)|import [\w.]+(?: as \w+)?$|from \S+ import |using [\w.]+;|package [\w.]+;?$|export (?:default|const|class|function|type|interface)\b)/,
  /^\s*(?:async )?(?:def|func|fn|function) [\w.<>]+(?:\(| \(.*\{$)/,
  /^\s*(?:(?:public|private|protected|internal|static|abstract|final|override|export) )+[\w<>[\]]+ .*(?:\w\(| = |[{;]$)/,
  /^\s*(?:(?:class|interface|struct|enum|trait|impl|namespace|module)\b.*\{|class \w+(?:\(.*\))?:)$/,
  /^\s*(?:const|let|var|val|auto|final) (?:mut )?(?:[\w$]+(?:: ?[^=]+)?\s*=|[{[].*=)/,
  /^\s*(?:if|while|for|switch|foreach|elif) ?\(.*\)\s*(?:[{:]|\S.*;)$/,
  /^\s*(?:SELECT .* FROM |INSERT INTO |UPDATE \S+ SET |DELETE FROM |CREATE (?:TABLE|INDEX|VIEW) |ALTER TABLE )/,
];

/** Such lines tell by their number. */
const LIKELY = [
  /[\w)\]}"'`];\s*$/,
  /[{[(]\s*$/,
  /^\s*[\])}]+[;,]?\s*$/,
  /(?:=>|->|::|&&|\|\||[!=]==?|[+*/-]=|<\/|\/>)/,
  /^\s*<[A-Za-z][\w:-]*(?:\s[^<>]*)?>/,
  /^\s*"[^"]+":\s/,
  /^[A-Z][A-Z0-9_]+=\S/,
  /^(?:ERROR|WARN|WARNING|INFO|DEBUG|TRACE|FATAL)\b[:\s]/,
  /^[\w.$]*(?:Error|Exception)\b.*:/,
  /^\s*\w[\w.]*\(.*\)\s*$/,
  /^[\w.[\]"']+ = \S/,
  /\S {3,}\S.* {2,}\S/,
  /\S\t\S/,
];

/**
 * What stands alone on its line is more often a sentence than code; then it has to have such a character, too: besides an
 * arrow.
 */
const OF_CODE = /[=(){}<>[\]|]/;

const BULLET = /^\s*(?:[-*]|\d{1,9}[.)]) /;
const YAML = /^\s*(?:- )?[\w.-]+:(?:\s|$)/;
const INDENTED = /^(?: {2,}|\t)\s*\S/;

/** What tells what a line is. An address looks like code, but is written in sentences. */
const told = (line: string): string => line.slice(0, MAX_UNITS).replace(/https?:\/\/\S+/g, 'address');

const isLikely = (line: string): boolean => LIKELY.some((pattern) => pattern.test(line));

const COMMENT = /^\s*(?:#|--|;;|%)\s*\S/;

/** Whether lines may belong to the code beside them: they are comments, or likely to be code. */
export const goesWithCode = (lines: readonly string[]): boolean =>
  lines.map(told).every((line) => COMMENT.test(line) || isLikely(line));

/** Whether lines that stand together are code, a log or something else whose every character counts. */
export function looksLikeCode(whole: readonly string[]): boolean {
  const lines = whole.map(told);
  const [first = ''] = lines;
  if (lines.some((line) => CERTAIN.some((pattern) => pattern.test(line)))) return true;
  const indented = lines.findIndex((line) => INDENTED.test(line));
  if (indented >= 0) {
    // below a point, an indented line goes on with the list, unless all is YAML
    const point = lines.findIndex((line) => BULLET.test(line));
    if (point < 0 || indented < point) return true;
    return lines.every((line) => YAML.test(line)) && lines.some((line) => !BULLET.test(line));
  }
  if (BULLET.test(first)) return false;
  const likely = lines.filter(isLikely).length;
  if (lines.length === 1)
    return likely === 1 && OF_CODE.test(first.replaceAll('-> ', ' ')) && !/\s(?:\p{L}+\s+){3}/u.test(first);
  return likely >= 2 && likely * 2 >= lines.length;
}
