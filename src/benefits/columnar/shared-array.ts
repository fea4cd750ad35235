/**
 * Arrays on shared memory that do not stand in each other's way.
 *
 * Large arrays begin on a page. A loop that walks a dozen of them in step then asks for a dozen lines of the same set of
 * the processor's first cache, which holds eight: each is thrown out before it was used up. So each array begins some
 * cache lines later in its page than the one before; the loop over claims is nearly twice as fast for it.
 */
const PAGE = 4096;
const STEP = 5 * 64;

let allocated = 0;

function place(bytes: number): { readonly buffer: SharedArrayBuffer; readonly offset: number } {
  allocated += 1;
  return { buffer: new SharedArrayBuffer(bytes + PAGE), offset: (allocated * STEP) % PAGE };
}

export function sharedInt32(length: number): Int32Array {
  const { buffer, offset } = place(length * 4);
  return new Int32Array(buffer, offset, length);
}

export function sharedUint16(length: number): Uint16Array {
  const { buffer, offset } = place(length * 2);
  return new Uint16Array(buffer, offset, length);
}

export function sharedInt16(length: number): Int16Array {
  const { buffer, offset } = place(length * 2);
  return new Int16Array(buffer, offset, length);
}

export function sharedUint8(length: number): Uint8Array {
  const { buffer, offset } = place(length);
  return new Uint8Array(buffer, offset, length);
}
