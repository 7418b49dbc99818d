// Reads the files the pages offer, with nothing but Node.
import { spawnSync } from 'node:child_process';
import { inflateRawSync } from 'node:zlib';

/** Rows of a CSV (RFC 4180) as objects; a row of another length than the first is an error. */
export function csv(text) {
  const rows = [];
  let row = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted) {
      if (sign === '"' && text[at + 1] === '"') { cell += '"'; at += 1; }
      else if (sign === '"') quoted = false;
      else cell += sign;
    } else if (sign === '"') quoted = true;
    else if (sign === ',') { row.push(cell); cell = ''; }
    else if (sign === '\n') { row.push(cell.replace(/\r$/, '')); rows.push(row); row = []; cell = ''; }
    else cell += sign;
  }
  if (quoted || cell || row.length) throw new Error('the CSV does not end with a whole line');
  const [head, ...body] = rows;
  return body.map((cells, index) => {
    if (cells.length !== head.length) throw new Error(`CSV line ${index + 2}: ${cells.length} cells, not ${head.length}`);
    return Object.fromEntries(head.map((name, column) => [name, cells[column]]));
  });
}

/** The files in a zip, by name. */
export function unzip(bytes) {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('no zip');
  const files = {};
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) throw new Error('the zip has a broken list of contents');
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [name, extra, remark] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const local = bytes.readUInt32LE(at + 42);
    const data = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(data, data + size);
    files[bytes.toString('utf8', at + 46, at + 46 + name)] = method === 8 ? inflateRawSync(packed) : packed;
    at += 46 + name + extra + remark;
  }
  return files;
}

/** The text of a PDF, or nothing where pdftotext is not installed. */
export function pdfText(bytes) {
  const ran = spawnSync('pdftotext', ['-layout', '-', '-'], { input: bytes, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (ran.error?.code === 'ENOENT') return undefined;
  if (ran.status !== 0) throw new Error(`pdftotext: ${ran.stderr}`);
  return ran.stdout;
}
