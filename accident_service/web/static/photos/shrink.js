// Makes a photograph small enough for a bad line, and keeps what its camera wrote about time and place.

const LONGEST_SIDE_PX = 2560;
const QUALITY = 0.85;
const SMALL_ENOUGH_BYTES = 1_200_000;
const JPEG_START = 0xffd8;
const EXIF_MARKER = 0xffe1;
const ORIENTATION = 0x0112;

/**
 * The photograph as it is to be sent: a smaller JPEG where that can be made, else the file itself.
 * Pixels are upright afterwards, so the copied Exif block says "upright" too; nothing else in it changes.
 */
export async function shrunk(file) {
  const exif = await exifOf(file);
  if (file.type === "image/jpeg" && file.size <= SMALL_ENOUGH_BYTES) return file;
  let picture;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return file; // this browser cannot open it (HEIC, for one); the server says what is wrong
  }
  const scale = Math.min(1, LONGEST_SIDE_PX / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  canvas.width = 0; // gives the memory back at once: phones run out of it
  if (!small) return file;
  return exif ? withExif(small, exif) : small;
}

/** The whole Exif segment of a JPEG, marker and all, or null. */
async function exifOf(file) {
  const head = new DataView(await file.slice(0, 256 * 1024).arrayBuffer());
  if (head.byteLength < 4 || head.getUint16(0) !== JPEG_START) return null;
  for (let at = 2; at + 10 < head.byteLength; ) {
    const marker = head.getUint16(at);
    const length = 2 + head.getUint16(at + 2);
    if ((marker & 0xff00) !== 0xff00 || marker === 0xffda) return null;
    if (marker === EXIF_MARKER && head.getUint32(at + 4) === 0x45786966 && at + length <= head.byteLength) {
      return new Uint8Array(head.buffer.slice(at, at + length));
    }
    at += length;
  }
  return null;
}

function withExif(small, exif) {
  sayUpright(exif);
  return new Blob([small.slice(0, 2), exif, small.slice(2)], { type: "image/jpeg" });
}

/** Set the orientation in the first directory to 1; a block that is odd in any way stays as it is. */
function sayUpright(exif) {
  const view = new DataView(exif.buffer, 10); // after marker, length and "Exif\0\0"
  const little = view.getUint16(0) === 0x4949;
  const first = view.getUint32(4, little);
  if (first + 2 > view.byteLength) return;
  const count = view.getUint16(first, little);
  for (let index = 0; index < count; index += 1) {
    const entry = first + 2 + 12 * index;
    if (entry + 12 > view.byteLength) return;
    if (view.getUint16(entry, little) === ORIENTATION) view.setUint16(entry + 8, 1, little);
  }
}
