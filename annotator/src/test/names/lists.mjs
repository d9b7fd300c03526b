// Makes lexicon.tsv, see docs/entities.md: node lists.mjs PACKAGES SCOWL WORDNET > lexicon.tsv
// PACKAGES: folder with node_modules; SCOWL: folder of its lists; WORDNET: folder of its files
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
for (const line of lines(path.join(wordnet, 'data.noun'), 'latin1')) {
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

// Brands and operators of OpenStreetMap, but for what is an English word or several of them.
const index = JSON.parse(fs.readFileSync(
  path.join(modules, 'name-suggestion-index/dist/json/nsi.json'), 'utf8')).nsi;
const plain = (w) => lists.get('USUAL').has(w) || lists.get('ENGLISH').has(w) || w.length < 3;
for (const [kind, { items = [] }] of Object.entries(index)) {
  if (!/^(brands|operators)\/(?!power|pipeline|advertising)/.test(kind)) continue;
  for (const { tags, displayName } of items) {
    const name = (tags['brand:en'] ?? tags['operator:en'] ?? tags['name:en'] ?? displayName)
      .replace(/ \(.*\)$/, '');
    if (/^\p{Lu}/u.test(name) && name.split(' ').length < 5
      && !fold(name).split(/[ '&-]+/).every(plain)) add('BRAND', name);
  }
}

// What WordNet takes each English word for in its commonest sense: the number of the file that the
// sense is in (18 persons, 14 groups, 32 verbs of saying ...), after the list's name.
const files = { noun: ['ses', 's', 'xes', 'x', 'zes', 'z', 'ches', 'ch', 'shes', 'sh', 'men', 'man',
  'ies', 'y', 's', ''], verb: ['ies', 'y', 'es', 'e', 'es', '', 'ed', 'e', 'ed', '', 'ing', 'e',
  'ing', '', 's', ''], adj: ['er', '', 'est', '', 'er', 'e', 'est', 'e'], adv: [] };
const senses = new Map(); // part of speech and lemma: file of the first sense
const counts = new Map(); // the same: how often it was seen
for (const pos of Object.keys(files)) {
  const fileOf = new Map(lines(path.join(wordnet, `data.${pos}`), 'latin1')
    .filter((l) => /^\d/.test(l)).map((l) => [l.slice(0, 8), Number(l.slice(9, 11))]));
  for (const line of lines(path.join(wordnet, `index.${pos}`), 'latin1')) {
    const cells = line.trim().split(' ');
    if (line.startsWith(' ') || cells.length < 5) continue;
    senses.set(`${pos} ${cells[0]}`, fileOf.get(cells[4 + Number(cells[3]) + 2]));
  }
}
for (const line of lines(path.join(wordnet, 'cntlist.rev'), 'latin1')) {
  const [, lemma, type, count] = /^(.+)%(\d):\S+ \d+ (\d+)$/.exec(line) ?? [];
  if (!lemma) continue;
  const key = `${['', 'noun', 'verb', 'adj', 'adv', 'adj'][type]} ${lemma}`;
  counts.set(key, (counts.get(key) ?? 0) + Number(count));
}
const irregular = new Map(Object.keys(files).flatMap((pos) =>
  lines(path.join(wordnet, `${pos}.exc`), 'latin1').map((l) => l.split(' '))
    .map(([form, lemma]) => [`${pos} ${form}`, `${pos} ${lemma}`])));
const classOf = (word) => {
  let best; let most = -1;
  for (const [pos, ends] of Object.entries(files)) {
    const lemmas = [`${pos} ${word}`, irregular.get(`${pos} ${word}`)];
    for (let i = 0; i < ends.length; i += 2) {
      if (word.endsWith(ends[i])) {
        lemmas.push(`${pos} ${word.slice(0, word.length - ends[i].length)}${ends[i + 1]}`);
      }
    }
    for (const lemma of lemmas.filter((l) => l && senses.has(l))) {
      if ((counts.get(lemma) ?? 0) > most) {
        most = counts.get(lemma) ?? 0;
        best = senses.get(lemma);
      }
    }
  }
  return best;
};
lists.get('USUAL').forEach((word) => lists.get('ENGLISH').delete(word));
for (const list of ['USUAL', 'ENGLISH']) {
  for (const word of [...lists.get(list)]) {
    const number = classOf(word);
    if (number === undefined) continue;
    lists.get(list).delete(word);
    const name = `${list} ${number}`;
    if (!lists.has(name)) lists.set(name, new Set());
    lists.get(name).add(word);
  }
}

console.log('# List, then its names in small letters without accents, separated by \'|\'. See NOTICE.');
for (const [list, names] of [...lists].sort(([a], [b]) => (a < b ? -1 : 1))) {
  console.log(`${list}\t${[...names].sort().join('|')}`);
}
