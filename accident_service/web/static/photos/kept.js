// Photographs not sent yet, kept on the phone itself: they outlive a reload, sleep and a flat battery.

const KEPT_DAYS = 2; // as long as the server keeps a draft

let database;
const inMemory = new Map(); // where the browser keeps nothing, as in private windows

function opened() {
  database ??= new Promise((done) => {
    let asked;
    try {
      asked = indexedDB.open("photos", 1);
    } catch {
      done(null);
      return;
    }
    asked.onupgradeneeded = () => asked.result.createObjectStore("waiting", { keyPath: "key" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => done(null);
  });
  return database;
}

async function inStore(mode, act) {
  const base = await opened();
  if (!base) return undefined;
  return new Promise((done, fail) => {
    const transaction = base.transaction("waiting", mode);
    const request = act(transaction.objectStore("waiting"));
    transaction.oncomplete = () => done(request.result);
    transaction.onerror = transaction.onabort = () => fail(transaction.error);
  });
}

/** Keep one; what the phone has no room for is sent from memory. */
export async function keep(photo) {
  inMemory.set(photo.key, photo);
  try {
    await inStore("readwrite", (store) => store.put(photo));
  } catch {
    // No room on the phone: it is still in memory, as long as the page is open.
  }
}

/** Forget one that has arrived, or was taken back. */
export async function forget(key) {
  inMemory.delete(key);
  await inStore("readwrite", (store) => store.delete(key)).catch(() => undefined);
}

/** All that wait, oldest first. */
export async function waiting() {
  const kept = (await inStore("readonly", (store) => store.getAll()).catch(() => undefined)) ?? [];
  const oldest = Date.now() - KEPT_DAYS * 86_400_000;
  for (const photo of kept) {
    if (photo.chosen < oldest) await forget(photo.key);
    else if (!inMemory.has(photo.key)) inMemory.set(photo.key, photo);
  }
  return [...inMemory.values()].sort((one, other) => one.chosen - other.chosen);
}
