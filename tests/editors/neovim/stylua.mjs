// stylua as its npm package gives it: a function. Names the files that it would write otherwise; with --write, writes them.
// node stylua.mjs PACKAGE CONFIG [--write] FILES…
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [home, settings, ...rest] = process.argv.slice(2);
const { Config, IndentType, LuaVersion, OutputVerification, QuoteStyle, formatCode } = createRequire(`${home}/`)('@johnnymorganz/stylua');
const write = rest[0] === '--write';
const kinds = { indent_type: IndentType, quote_style: QuoteStyle };

const config = () => {
  const made = Config.new();
  made.syntax = LuaVersion.LuaJIT;
  for (const [, key, value] of readFileSync(settings, 'utf8').matchAll(/^(\w+) = (.+)$/gm)) {
    made[key] = key in kinds ? kinds[key][JSON.parse(value)] : JSON.parse(value);
  }
  return made;
};

let unlike = 0;
for (const file of write ? rest.slice(1) : rest) {
  const text = readFileSync(file, 'utf8');
  const formatted = formatCode(text, config(), undefined, OutputVerification.Full);
  if (formatted === text) continue;
  unlike += 1;
  console.log(file);
  if (write) writeFileSync(file, formatted);
}
process.exit(unlike > 0 && !write ? 1 : 0);
