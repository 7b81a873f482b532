// The puzzle before something is taken from a person without an account (ALTCHA, version 1): count until the hash fits.
// Written out here, for browsers offer their own SHA-256 only to pages that came over TLS.

const K = new Uint32Array(64);
const START = new Uint32Array(8);
for (let n = 2, found = 0; found < 64; n++) {
  if (Array.from({ length: n - 2 }, (_, i) => i + 2).some((divisor) => n % divisor === 0)) continue;
  if (found < 8) START[found] = (n ** (1 / 2) % 1) * 2 ** 32;
  K[found++] = (n ** (1 / 3) % 1) * 2 ** 32;
}
const turn = (word, by) => (word >>> by) | (word << (32 - by));

// SHA-256 of a text that fits one block (55 letters), as eight words; FIPS 180-4.
function digest(text) {
  const w = new Uint32Array(64);
  for (let i = 0; i < text.length; i++) w[i >> 2] |= text.charCodeAt(i) << (24 - 8 * (i % 4));
  w[text.length >> 2] |= 0x80 << (24 - 8 * (text.length % 4));
  w[15] = text.length * 8;
  for (let i = 16; i < 64; i++) {
    const s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
    const s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  let [a, b, c, d, e, f, g, h] = START;
  for (let i = 0; i < 64; i++) {
    const t1 = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
    const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
  }
  return Uint32Array.of(a, b, c, d, e, f, g, h).map((word, i) => word + START[i]);
}

const hex = (words) => [...words].map((word) => word.toString(16).padStart(8, "0")).join("");
const rest = () => new Promise((done) => setTimeout(done));

export async function solve({ algorithm, challenge, maxnumber, salt, signature }) {
  const first = parseInt(challenge.slice(0, 8), 16);
  for (let number = 0; number <= maxnumber; number++) {
    if (number % 2000 === 1999) await rest(); // the page stays alive
    const found = digest(salt + number);
    if (found[0] === first && hex(found) === challenge) return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
  }
  throw new Error("no number fits");
}

for (const field of document.querySelectorAll("[data-puzzle]")) {
  const said = field.parentElement.querySelector("[data-puzzle-said]");
  let busy = false;
  field.form.addEventListener("submit", async (event) => {
    if (event.defaultPrevented || field.value) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    said.textContent = said.dataset.wait;
    try {
      const answer = await fetch(field.dataset.puzzle, { cache: "no-store" });
      if (!answer.ok) throw new Error(answer.status);
      field.value = await solve(await answer.json());
      field.form.requestSubmit(event.submitter);
    } catch {
      said.textContent = said.dataset.failed;
    }
    busy = false;
  });
}
