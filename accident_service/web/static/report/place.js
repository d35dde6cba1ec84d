// The place of the accident: the phone's position with its accuracy, and a pin on a map of our own
// roads (Leaflet, global L; tiles only where a source is configured). The list and words do without.

const NEAR_M = 400; // a phone this close to a listed place is taken to be there
const PIN_ACCURACY_M = "10";
const CLOSE = 18;

const field = (name) => document.querySelector(`[data-position="${name}"]`);
const locate = document.querySelector("[data-locate]");
const status = document.querySelector("[data-locate-status]");
const box = document.querySelector("[data-place-map]");
const ground = document.querySelector("[data-map]");
const remove = document.querySelector("[data-pin-off]");
let map;
let drawing;
let pin;
let doubt;
let sites = [];

/** Fill in the phone's position when asked to, and choose the listed place it lies at. */
if ("geolocation" in navigator) {
  locate.hidden = false;
  document.querySelector("[data-locate-button]").addEventListener("click", () => {
    status.textContent = status.dataset.asking;
    navigator.geolocation.getCurrentPosition(located, () => (status.textContent = status.dataset.failed), {
      enableHighAccuracy: true,
      timeout: 15000,
    });
  });
}

async function located({ coords }) {
  const metres = String(Math.min(10000, Math.ceil(coords.accuracy)));
  note(coords.latitude, coords.longitude, metres);
  await shown();
  const near = nearest(coords.latitude, coords.longitude);
  if (near) choose(near.site);
  else if (!chosen()) choose("elsewhere");
  status.textContent = (near ? status.dataset.near : status.dataset.found).replace("{metres}", metres).replace("{place}", near?.name);
  draw(true);
}

function note(latitude, longitude, metres) {
  field("latitude_deg").value = latitude.toFixed(6);
  field("longitude_deg").value = longitude.toFixed(6);
  field("coordinate_system").value = "wgs84";
  field("accuracy_m").value = metres;
  field("latitude_deg").dispatchEvent(new Event("change", { bubbles: true }));
}

/** The place chosen from the list, be that radio buttons or one long list. */
function chosen() {
  return document.querySelector("[name=site]:checked, select[name=site]")?.value || "";
}

function choose(site) {
  const radio = document.querySelector(`[name=site][value="${CSS.escape(site)}"]`);
  const list = document.querySelector("select[name=site]");
  if (radio) radio.checked = true;
  else if (list) list.value = site;
  (radio || list)?.dispatchEvent(new Event("change", { bubbles: true }));
}

function nearest(latitude, longitude) {
  const measured = sites.map((one) => ({ ...one, metres: map.distance([latitude, longitude], one.middle) }));
  return measured.filter((one) => one.metres < NEAR_M).sort((a, b) => a.metres - b.metres)[0];
}

/** Leaflet comes with the map and not with the page: a question has to be there at once. */
function library() {
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: box.dataset.mapStyle });
  const script = Object.assign(document.createElement("script"), { src: box.dataset.mapScript });
  const came = [style, script].map((one) => new Promise((here, gone) => Object.assign(one, { onload: here, onerror: gone })));
  document.head.prepend(style);
  document.head.append(script);
  return Promise.all(came);
}

/** The map is fetched when it is first of use: a place was chosen, or a position noted. */
async function shown() {
  drawing ??= drawn();
  await drawing;
  if (!map) drawing = undefined; // next time the connection may be there
}

async function drawn() {
  let roads;
  try {
    const [answer] = await Promise.all([fetch(box.dataset.placeMap, { credentials: "same-origin" }), library()]);
    roads = await answer.json();
  } catch {
    return; // No connection: list and words do without the map.
  }
  box.hidden = false;
  map = L.map(ground, { zoomControl: false, maxZoom: 20, minZoom: 11 });
  map.attributionControl.setPrefix("");
  L.control.zoom({ zoomInTitle: ground.dataset.zoomIn, zoomOutTitle: ground.dataset.zoomOut }).addTo(map);
  if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { maxNativeZoom: 18, maxZoom: 20 }).addTo(map);
  const layer = L.geoJSON(roads, {
    filter: ({ geometry }) => geometry.type !== "Point",
    style: () => ({ className: "map-road", weight: 1.5, fillOpacity: 1 }),
    interactive: false,
  }).addTo(map);
  sites = roads.features.filter(({ geometry }) => geometry.type === "Point").map(({ properties, geometry }) => ({
    ...properties,
    middle: L.latLng(geometry.coordinates[1], geometry.coordinates[0]),
  }));
  for (const one of sites) L.tooltip({ permanent: true, direction: "top", className: "map-name", content: one.name }).setLatLng(one.middle).addTo(map);
  if (layer.getBounds().isValid()) map.fitBounds(layer.getBounds(), { animate: false });
  const names = () => ground.classList.toggle("near", map.getZoom() >= CLOSE - 1);
  map.on("zoomend", names);
  names();
  map.on("click", ({ latlng }) => set(latlng));
}

/** Put the pin down, or move it. */
function set({ lat, lng }) {
  note(lat, lng, PIN_ACCURACY_M);
  if (!chosen()) choose(nearest(lat, lng)?.site || "elsewhere");
  status.textContent = status.dataset.pinned;
  draw(false);
}

function draw(centred) {
  if (!map) return;
  const at = [Number(field("latitude_deg").value), Number(field("longitude_deg").value)];
  pin?.remove();
  doubt?.remove();
  remove.hidden = !field("latitude_deg").value;
  if (remove.hidden) return;
  pin = L.marker(at, { draggable: true, keyboard: false, icon: L.divIcon({ className: "map-pin", iconSize: [44, 44] }) });
  pin.on("dragend", () => set(pin.getLatLng())).addTo(map);
  doubt = L.circle(at, { radius: Number(field("accuracy_m").value), className: "map-doubt", weight: 1, interactive: false }).addTo(map);
  if (centred) map.setView(at, CLOSE, { animate: false });
}

document.querySelector("[data-pin-middle]").addEventListener("click", () => set(map.getCenter()));
remove.addEventListener("click", () => {
  for (const name of ["latitude_deg", "longitude_deg", "coordinate_system", "accuracy_m"]) field(name).value = "";
  status.textContent = "";
  draw(false);
});

/** Choosing a place from the list shows its roads. */
document.addEventListener("change", async (event) => {
  if (event.target.name !== "site" || !event.isTrusted) return;
  await shown();
  if (!map) return;
  const one = sites.find(({ site }) => site === chosen());
  if (one) map.setView(one.middle, CLOSE, { animate: false });
});

if (field("latitude_deg").value) shown().then(() => draw(true));
