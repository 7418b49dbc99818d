// The codes of a phone (RFC 6238: HMAC-SHA1, thirty seconds, six digits), with nothing but Node.
import { createHmac } from 'node:crypto';

/** The bytes of a key as people type it: base32 in groups. */
export function keyBytes(typed) {
  let bits = '';
  for (const sign of typed.toUpperCase().replace(/[\s-]/g, '')) {
    const value = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign);
    if (value < 0) throw new Error(`no base32: ${typed}`);
    bits += value.toString(2).padStart(5, '0');
  }
  return Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
}

/** The step of time it is. */
export const step = () => Math.floor(Date.now() / 30_000);

/** The code of a key in a step of time. */
export function code(typed, at = step()) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(at));
  const hash = createHmac('sha1', keyBytes(typed)).update(counter).digest();
  const from = hash.at(-1) & 15;
  return String((hash.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** A code that is wrong in every step near this one. */
export function wrongCode(typed) {
  const right = [-2, -1, 0, 1, 2, 3].map((steps) => code(typed, step() + steps));
  return ['000000', '111111', '222222', '333333', '444444', '555555', '666666'].find((one) => !right.includes(one));
}
