/**
 * How the index is packed: strings that share their beginnings, numbers as bits.
 * generator/search/bits.py is the other half. Damaged input throws a RangeError, or
 * gives numbers that the caller finds too large.
 */
(() => {
  "use strict";
  window.PaperDigest = window.PaperDigest || {};
  const search = (window.PaperDigest.search = window.PaperDigest.search || {});

  /** Bits of the longest Huffman code; the table to decode it has an entry for each value. */
  const LONGEST_CODE = 12;
  /** Quotients of Rice's code from here on are in gamma. */
  const LONGEST_UNARY = 16;
  /** Bits that can be looked at together: of four bytes, seven bits may be past. */
  const VISIBLE = 25;
  /** So that a look ahead from the last bit stays in the bytes. */
  const PADDING = 4;

  /**
   * @param {string} packed each string as the number of characters that it shares with the
   *   one before, as a digit of base 36, the rest of it, and a space
   * @returns {string[]}
   */
  const unpackStrings = (packed) => {
    const strings = packed.split(" ");
    if (strings.pop() !== "") throw new RangeError("strings without an end");
    let before = "";
    for (let place = 0; place < strings.length; place += 1) {
      const shared = Number.parseInt(strings[place].charAt(0), 36);
      if (!(shared <= before.length)) throw new RangeError("a string shares too much");
      before = before.slice(0, shared) + strings[place].slice(1);
      strings[place] = before;
    }
    return strings;
  };

  /** @returns {Uint8Array} */
  const decodeBase64 = (text) => {
    // Not every browser has it; it takes a tenth of the time.
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    const characters = atob(text);
    const bytes = new Uint8Array(characters.length);
    for (let place = 0; place < characters.length; place += 1) {
      bytes[place] = characters.charCodeAt(place);
    }
    return bytes;
  };

  /** @param {string} text in base64 @returns {Uint8Array} with PADDING at its end */
  const unpackBytes = (text) => {
    const bytes = decodeBase64(text);
    const padded = new Uint8Array(bytes.length + PADDING);
    padded.set(bytes);
    return padded;
  };

  /**
   * @param {string} lengths of the code of each symbol, digits of base 36; 0 for none
   * @returns {Uint16Array} by the next LONGEST_CODE bits, symbol * 16 + length of its code;
   *   0 where there is no such code
   */
  const makeTable = (lengths) => {
    const table = new Uint16Array(1 << LONGEST_CODE);
    let end = 0;
    for (let length = 1; length <= LONGEST_CODE; length += 1) {
      const size = 1 << (LONGEST_CODE - length);
      for (let symbol = 0; symbol < lengths.length; symbol += 1) {
        if (Number.parseInt(lengths[symbol], 36) !== length) continue;
        table.fill(symbol * 16 + length, end, end + size);
        end += size;
      }
    }
    return table;
  };

  /** @returns {number} the parameter of Rice's code for `count` numbers below `span` */
  const chooseParameter = (span, count) => {
    const mean = Math.floor((span * 11) / (16 * count));
    return mean > 0 ? 31 - Math.clz32(mean) : 0;
  };

  /** Reads numbers from bits, the most significant one first. */
  class BitReader {
    /** @param {Uint8Array} bytes as unpackBytes gives them */
    constructor(bytes) {
      this.bytes = bytes;
      this.position = 0;
      this.end = (bytes.length - PADDING) * 8;
    }

    /** @returns {number} the next VISIBLE bits, at the top of 32 */
    look() {
      const { bytes, position } = this;
      const at = position >>> 3;
      const word =
        (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
      return word << (position & 7);
    }

    /** @param {number} count up to VISIBLE @returns {number} */
    take(count) {
      if (count === 0) return 0;
      const value = this.look() >>> (32 - count);
      this.position += count;
      return value;
    }

    /** @returns {number} at least 1, from Elias's gamma code */
    gamma() {
      const zeros = Math.clz32(this.look());
      if (zeros >= VISIBLE) throw new RangeError("a number is too large");
      this.position += zeros;
      return this.take(zeros + 1);
    }

    /** @returns {number} from Rice's code with the parameter */
    rice(parameter) {
      const ones = Math.min(Math.clz32(~this.look()), LONGEST_UNARY);
      if (ones < LONGEST_UNARY) {
        this.position += ones + 1;
        return ones * 2 ** parameter + this.take(parameter);
      }
      this.position += LONGEST_UNARY;
      const quotient = this.gamma() + LONGEST_UNARY - 1;
      return quotient * 2 ** parameter + this.take(parameter);
    }

    /** @param {Uint16Array} table of makeTable @returns {number} what it has for the symbol */
    entry(table) {
      const entry = table[this.look() >>> (32 - LONGEST_CODE)];
      this.position += entry & 15;
      return entry;
    }

    /**
     * Read ascending numbers, the gaps between them in Rice's code, each followed by a symbol.
     * Of a long list, most of the time is spent here, the first time before the loop is
     * compiled; so that a number and its symbol, where they are short, are of one look.
     * @param {number} count
     * @param {number} parameter of Rice's code
     * @param {Uint16Array} table of makeTable
     * @param {Int32Array} numbers to be filled
     * @param {Uint16Array} entries of the table, to be filled
     */
    pairs(count, parameter, table, numbers, entries) {
      const bytes = this.bytes;
      const roomForOnes = VISIBLE - LONGEST_CODE - parameter - 1;
      let number = -1;
      for (let place = 0; place < count; place += 1) {
        const position = this.position;
        const at = position >>> 3;
        const word =
          ((bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]) <<
          (position & 7);
        const ones = Math.clz32(~word);
        let entry = 0;
        if (ones <= roomForOnes) {
          const rest = word << (ones + 1);
          // Two shifts, because one by 32 would do nothing.
          number += (ones << parameter) + ((rest >>> (31 - parameter)) >>> 1) + 1;
          entry = table[(rest << parameter) >>> (32 - LONGEST_CODE)];
          this.position = position + ones + 1 + parameter + (entry & 15);
        } else {
          number += this.rice(parameter) + 1;
          entry = this.entry(table);
        }
        if (entry === 0) throw new RangeError("there is no such code");
        numbers[place] = number;
        entries[place] = entry;
      }
    }

    /** Throws where more was read than there is. */
    check() {
      if (this.position > this.end) throw new RangeError("the bits end too early");
    }
  }

  search.bits = { BitReader, chooseParameter, makeTable, unpackBytes, unpackStrings };
})();
