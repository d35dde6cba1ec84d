// The server's stills of one clip, fetched as they are asked for: only the newest wish counts,
// neighbours are fetched while nobody asks, and what was fetched is kept for this page's life.

const KEPT = 160; // packed pictures; about 40 MB at 1080p
const AHEAD = [1, -1, 2, -2, 3];

export class Stills {
  /** @param address of a frame with {index} in it; @param count of analysed pictures. */
  constructor(address, count) {
    Object.assign(this, { address, count });
    this.kept = new Map();
    this.busy = false;
    this.wish = null;
  }

  /**
   * Show this picture as soon as it is there, unless another is wished for meanwhile.
   * @param show is given the picture, its index and hash; @param fail what went wrong.
   */
  ask(index, show, fail) {
    this.wish = { index, show, fail };
    this.ahead?.abort(); // nobody waits for a neighbour
    if (!this.busy) this.#serve();
  }

  async #serve() {
    this.busy = true;
    while (this.wish) {
      const { index, show, fail } = this.wish;
      this.wish = null;
      try {
        const { packed, hash } = await this.#fetched(index);
        if (this.wish && !this.kept.has(this.wish.index)) continue; // already elsewhere
        const picture = await createImageBitmap(packed);
        show(picture, index, hash);
        if (!this.wish) await this.#fetchNeighbours(index);
      } catch (problem) {
        if (!this.wish) fail(index, problem);
      }
    }
    this.busy = false;
  }

  async #fetchNeighbours(index) {
    this.ahead = new AbortController();
    for (const step of AHEAD) {
      const next = index + step;
      if (this.wish) return;
      if (next >= 0 && next < this.count && !this.kept.has(next))
        await this.#fetched(next, this.ahead.signal).catch(() => null);
    }
  }

  async #fetched(index, signal) {
    const known = this.kept.get(index);
    if (known) {
      this.kept.delete(index); // the last used is the last to go
      this.kept.set(index, known);
      return known;
    }
    const answer = await fetch(this.address.replace("{index}", index), { credentials: "same-origin", signal });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const still = { packed: await answer.blob(), hash: answer.headers.get("X-Frame-Sha256") ?? "" };
    this.kept.set(index, still);
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value);
    return still;
  }
}
