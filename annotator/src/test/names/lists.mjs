// Makes lexicon.tsv, see docs/entities.md: node lists.mjs PACKAGES SCOWL WORDNET > lexicon.tsv
// PACKAGES: folder with node_modules; SCOWL: folder of its lists; WORDNET: its data.noun
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [packages, scowl, wordnet] = process.argv.slice(2);
const modules = path.join(packages, 'node_modules');
const load = (file) => import(pathToFileURL(path.join(modules, file)).href);
const fold = (s) => s.normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase().trim();
const lists = new Map();
const add = (list, name) => {
  const folded = fold(name).replace(/’/g, "'").replace(/\s+/g, ' ');
  if (folded.length > 1 && /^[\p{Script=Latin}\d .,'&\/-]+$/u.test(folded)) {
    if (!lists.has(list)) lists.set(list, new Set());
    lists.get(list).add(folded);
  }
};
const each = (list, names) => names.forEach((name) => add(list, name));
const lines = (file, encoding) => fs.readFileSync(file, encoding).split(/\r?\n/);

// Words of English, by how usual they are.
for (const kind of ['english', 'american', 'british']) {
  for (const size of [10, 20, 35, 40, 50, 55, 60]) {
    const file = path.join(scowl, `${kind}-words.${size}`);
    if (fs.existsSync(file)) {
      each(size <= 35 ? 'USUAL' : 'ENGLISH', lines(file, 'latin1').filter((w) => !w.includes("'")));
    }
  }
}

// Parts of persons' names.
const { allFakers } = await load('@faker-js/faker/dist/index.js');
for (const locale of Object.values(allFakers)) {
  for (const [key, list] of [['first_name', 'GIVEN'], ['last_name', 'SURNAME']]) {
    for (const names of Object.values(locale.rawDefinitions.person?.[key] ?? {})) {
      for (const name of (names ?? []).filter((n) => typeof n === 'string' && /^\p{Lu}/u.test(n))) {
        each(list, name.split(' '));
      }
    }
  }
}
each('SURNAME', lines(path.join(modules, '@cspell/dict-people-names/dict/people-names.txt'), 'utf8')
  .filter((n) => /^\p{Lu}\p{Ll}/u.test(n)));

// Names known to encyclopaedias, in small letters.
const require = createRequire(path.join(packages, 'x.js'));
const { unpack } = require('efrt');
const packed = async (file) => {
  const copy = path.join(packages, `${path.basename(file)}.mjs`);
  fs.copyFileSync(path.join(modules, file), copy);
  return (await import(pathToFileURL(copy).href)).default;
};
const known = Object.keys(unpack(await packed('compromise-wikipedia/src/_model.js')))
  .map((title) => title.replace(/ \(.*\)$/, ''))
  .filter((title) => !/^(list|index|outline|history|glossary|timeline) of /.test(title));
const given = lists.get('GIVEN');
for (const title of known) {
  const words = title.split(' ');
  const person = words.length > 1 && words.length < 4 && given.has(fold(words[0]))
    && !/discography|filmography|family|season|film|series|united|city|park|county/.test(title);
  if (words.length > 5) continue;
  add(person ? 'PERSONS' : words.length > 1 || !lists.get('ENGLISH').has(fold(title)) && !lists.get('USUAL').has(fold(title)) ? 'TITLE' : 'THING', title);
  if (person) add('SURNAME', words.at(-1));
  if (/ (a\.?)?f\.?c\.?$/.test(title)) add('BODY', title.replace(/ (a\.?)?f\.?c\.?$/, ''));
}
lists.delete('THING');
const data = await packed('compromise/src/2-two/preTagger/model/lexicon/_data.js');
each('BODY', Object.keys(unpack(data.Organization)));
each('BODY', Object.keys(unpack(data.SportsTeam)));
each('SURNAME', Object.keys(unpack(data.LastName)));
each('REGION', Object.keys(unpack(data.Region)));
each('REGION', Object.keys(unpack(data.Place)));

// Parts of countries, without the ones that are cities of the same name.
const regions = JSON.parse(fs.readFileSync(
  path.join(modules, 'cldr-subdivisions-full/subdivisions/en/en.json'), 'utf8'));
each('REGION', Object.values(regions.subdivisions.localeDisplayNames.subdivisions));

// What WordNet has as instances: 14 groups, 15 places, 17 waters and mountains, 18 persons.
for (const line of lines(wordnet, 'latin1')) {
  const cells = line.split(' ');
  if (line.startsWith(' ') || !line.includes(' @i ')) continue;
  const words = Array.from({ length: parseInt(cells[3], 16) }, (_, i) =>
    cells[4 + 2 * i].replaceAll('_', ' '));
  for (const word of words.filter((w) => /^\p{Lu}/u.test(w))) {
    if (cells[1] === '18') {
      if (word.includes(' ')) add('PERSONS', word);
      else add('SURNAME', word);
    } else if (cells[1] === '15' || cells[1] === '17') add('REGION', word);
    else if (cells[1] === '14') add('BODY', word);
  }
}

console.log('# List, then its names in small letters without accents, separated by \'|\'. See NOTICE.');
for (const [list, names] of [...lists].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const usual = list === 'ENGLISH' ? lists.get('USUAL') : new Set();
  console.log(`${list}\t${[...names].filter((n) => !usual.has(n)).sort().join('|')}`);
}
