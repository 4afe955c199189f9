/** Flows in a small network whose arcs have least and greatest amounts, in whole numbers. */

/** A network with a flow on it, kept as what each arc can still take in either direction. */
export class Residual {
  /** Arcs leaving each node; arc 2k goes forth and 2k + 1 goes back. */
  readonly #leaving: number[][];
  readonly #heads: number[] = [];
  readonly #room: number[] = [];
  readonly #flow: number[] = [];
  /** What each node has too much of. */
  readonly #excess: number[];
  /** The arc by which each node was reached in the current search. */
  readonly #cameBy: Int32Array;

  constructor(nodes: number) {
    // Two more: where a search for balance starts and ends.
    this.#leaving = Array.from({ length: nodes + 2 }, () => []);
    this.#excess = Array.from({ length: nodes }, () => 0);
    this.#cameBy = new Int32Array(nodes + 2);
  }

  /** Adds an arc that carries from `lower` to `upper`, either of which may be infinite; gives its number. */
  addArc(tail: number, head: number, lower: number, upper: number): number {
    // The amount nearest to nothing: balance() makes it right.
    const amount = Math.min(Math.max(0, lower), upper);
    this.#excess[head]! += amount;
    this.#excess[tail]! -= amount;
    return this.#add(tail, head, amount, upper - amount, amount - lower);
  }

  #add(tail: number, head: number, amount: number, forth: number, back: number): number {
    const arc = this.#flow.push(amount) - 1;
    this.#heads.push(head, tail);
    this.#room.push(forth, back);
    this.#leaving[tail]!.push(2 * arc);
    this.#leaving[head]!.push(2 * arc + 1);
    return arc;
  }

  flowOf(arc: number): number {
    return this.#flow[arc]!;
  }

  /** The flows of the first arcs. */
  flows(count: number): number[] {
    return this.#flow.slice(0, count);
  }

  /** Makes what enters each node leave it; false where no flow does. */
  balance(): boolean {
    const source = this.#excess.length;
    const sink = source + 1;
    let missing = 0;
    for (const [node, excess] of this.#excess.entries()) {
      if (excess > 0) {
        this.#add(source, node, 0, excess, 0);
        missing += excess;
      } else if (excess < 0) this.#add(node, sink, 0, -excess, 0);
    }
    while (missing > 0) {
      const amount = this.#augment(source, sink, missing);
      if (amount === 0) return false;
      missing -= amount;
    }
    // Nothing shall go this way again.
    for (const node of [source, sink]) {
      for (const arc of this.#leaving[node]!) this.#room[arc] = this.#room[arc ^ 1] = 0;
    }
    return true;
  }

  /**
   * Moves an arc's flow as far up or down as the others let it, which stay balanced.
   * @returns false where nothing limits it
   */
  push(arc: number, way: "up" | "down"): boolean {
    const along = way === "up" ? 2 * arc : 2 * arc + 1;
    const [from, to] = [this.#heads[along]!, this.#heads[along ^ 1]!];
    const [room, back] = [this.#room[along]!, this.#room[along ^ 1]!];
    if (from === to) {
      // In no row at all: only its own limits hold it.
      if (room === Infinity) return false;
      this.#move(along, room);
      return true;
    }
    let left = room;
    // The way round must not lead through the arc itself.
    this.#room[along] = this.#room[along ^ 1] = 0;
    let moved = 0;
    let isLimited = true;
    while (left > 0) {
      const amount = this.#augment(from, to, left);
      if (amount === Infinity) isLimited = false;
      if (amount === 0 || amount === Infinity) break;
      moved += amount;
      left -= amount;
    }
    this.#room[along] = room;
    this.#room[along ^ 1] = back;
    this.#move(along, moved);
    return isLimited;
  }

  /** Sends as much as one shortest path takes, at most `most`. Infinity: it takes anything, and nothing was sent. */
  #augment(from: number, to: number, most: number): number {
    const cameBy = this.#cameBy.fill(-1);
    const queue = [from];
    cameBy[from] = -2;
    search: for (let next = 0; next < queue.length; next++) {
      for (const arc of this.#leaving[queue[next]!]!) {
        const head = this.#heads[arc]!;
        if (this.#room[arc]! <= 0 || cameBy[head] !== -1) continue;
        cameBy[head] = arc;
        if (head === to) break search;
        queue.push(head);
      }
    }
    if (cameBy[to] === -1) return 0;
    let amount = most;
    for (let node = to; node !== from; node = this.#heads[cameBy[node]! ^ 1]!) {
      amount = Math.min(amount, this.#room[cameBy[node]!]!);
    }
    if (amount === Infinity) return Infinity;
    for (let node = to; node !== from; node = this.#heads[cameBy[node]! ^ 1]!) {
      this.#move(cameBy[node]!, amount);
    }
    return amount;
  }

  #move(arc: number, amount: number): void {
    this.#room[arc]! -= amount;
    this.#room[arc ^ 1]! += amount;
    this.#flow[arc >> 1]! += arc % 2 === 0 ? amount : -amount;
  }
}
