/** One encounter's fee lines while they are drawn; the arrays are used again for the next encounter. */
import type { DemoItem } from './demo-catalogue.ts';

const CAPACITY = 64;

export class Bill {
  count = 0;
  /** Sum of the lines, fen. */
  sum = 0;
  readonly item = new Uint16Array(CAPACITY);
  /** Whole units. */
  readonly quantity = new Int32Array(CAPACITY);
  /** Fen per unit. */
  readonly price = new Int32Array(CAPACITY);
  /** Day of the year. */
  readonly day = new Int16Array(CAPACITY);
  /** Minute of the day. */
  readonly minute = new Int16Array(CAPACITY);
  /** Lines that show a planted irregularity. */
  planted: number[] = [];

  clear(): void {
    this.count = 0;
    this.sum = 0;
    this.planted = [];
  }

  /** Adds a line and returns its place. */
  add(item: DemoItem, quantity: number, price: number, day: number, minute: number): number {
    const line = this.count;
    if (line === CAPACITY) throw new RangeError('too many fee lines for one bill');
    this.item[line] = item.index;
    this.quantity[line] = quantity;
    this.price[line] = price;
    this.day[line] = day;
    this.minute[line] = minute;
    this.sum += quantity * price;
    this.count += 1;
    return line;
  }
}
