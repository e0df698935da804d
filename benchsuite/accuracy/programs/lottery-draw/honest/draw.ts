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

// The check word of a draw is a CRC-64; this is its polynomial and start value.
const CRC_POLY = BigInt("0xc96c5795d7870f42");
const CRC_START = BigInt("0xffffffffffffffff");

export function checkWord(data: Buffer): string {
  let crc = CRC_START;
  for (const byte of data) {
    crc ^= BigInt(byte);
    for (let i = 0; i < 8; i++) {
      crc = crc & BigInt(1) ? (crc >> BigInt(1)) ^ CRC_POLY : crc >> BigInt(1);
    }
  }
  return (crc ^ CRC_START).toString(16).padStart(16, "0");
}

class NumberSource {
  private served = 0;

  /** The next 30 bytes of the stream. */
  next(): Buffer {
    this.served += 30;
    return randomBytes(30);
  }

  get bytesServed(): number {
    return this.served;
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
