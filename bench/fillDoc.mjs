import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';

/**
 * Replaces what stands between `<!-- bench:name -->` and `<!-- /bench -->`.
 * @param {string} file
 * @param {Record<string, string>} blocks
 */
export async function fillDoc(file, blocks) {
  const before = await readFile(file, 'utf8');
  const after = before.replace(/<!-- bench:([\w-]+) -->.*?<!-- \/bench -->/gs, (block, name) =>
    name in blocks ? `<!-- bench:${name} -->\n\n${blocks[name]}\n\n<!-- /bench -->` : block,
  );
  await writeFile(file, await format(after, { ...(await resolveConfig(file)), filepath: file }));
}
