// The map of accidents: our own roads (Leaflet, global L), circles counted by the server for the
// part that is looked at. Without it, the list beside says the same.

const box = document.querySelector("[data-city-map]");
const ground = box.querySelector("[data-map]");
const note = box.querySelector("[data-map-note]");
const SQUARE_PX = 56; // accidents nearer than this share a circle
const CELL_M = 30; // of the grid the places are rounded to
const MANY = 10;
const LEAST_PX = 28;
const MOST_PX = 52;

const words = (text, found) => text.replace("{count}", found.count).replace("{name}", found.name ?? "");
const label = (found) => (found.name ? words(box.dataset.at, found) : found.count === 1 ? box.dataset.one : words(box.dataset.many, found));

function circle(found, kind) {
  const size = Math.min(MOST_PX, LEAST_PX + 8 * Math.log2(found.count));
  const icon = L.divIcon({ className: `city-dot ${kind}`, html: String(found.count), iconSize: [size, size], ...(found.name && { iconAnchor: [-size / 4, size] }) });
  return L.marker([found.latitude_deg, found.longitude_deg], { icon, keyboard: false, title: label(found), alt: label(found) });
}

/** How many cells of the kept grid make one square at this zoom. */
function cells(map) {
  const at = map.getCenter();
  const across = map.distance(at, map.containerPointToLatLng(map.latLngToContainerPoint(at).add([SQUARE_PX, 0])));
  return Math.max(1, Math.round(across / CELL_M));
}

let asked = 0;
async function draw(map, layer) {
  const turn = ++asked;
  const seen = map.getBounds().pad(0.1);
  const view = { south: Math.max(-90, seen.getSouth()), west: seen.getWest(), north: Math.min(90, seen.getNorth()), east: seen.getEast(), cells: cells(map) };
  const answer = await fetch(`${box.dataset.cityMap}&${new URLSearchParams(view)}`, { credentials: "same-origin" });
  if (!answer.ok || turn !== asked) return; // an older answer must not cover a newer one
  const { squares, sites } = await answer.json();
  layer.clearLayers();
  for (const one of sites) layer.addLayer(circle(one, "is-unmeasured"));
  for (const one of squares) layer.addLayer(circle(one, one.count >= MANY ? "is-many" : ""));
  const count = [...squares, ...sites].reduce((sum, one) => sum + one.count, 0);
  note.textContent = count === 1 ? box.dataset.one : words(box.dataset.many, { count });
}

async function begin() {
  const roads = await (await fetch(box.dataset.roads, { credentials: "same-origin" })).json();
  box.hidden = false;
  const map = L.map(ground, { zoomControl: false, maxZoom: 19, minZoom: 4 });
  map.attributionControl.setPrefix("");
  L.control.zoom({ zoomInTitle: ground.dataset.zoomIn, zoomOutTitle: ground.dataset.zoomOut }).addTo(map);
  if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { maxNativeZoom: 18, maxZoom: 19 }).addTo(map);
  const drawn = L.geoJSON(roads, {
    filter: ({ geometry }) => geometry.type !== "Point",
    style: () => ({ className: "city-road", weight: 1.5, fillOpacity: 1 }),
    interactive: false,
  }).addTo(map);
  const layer = L.layerGroup().addTo(map);
  if (drawn.getBounds().isValid()) map.fitBounds(drawn.getBounds(), { animate: false, maxZoom: 17 });
  else map.setView([35, 105], 4, { animate: false });
  map.on("moveend", () => draw(map, layer));
  await draw(map, layer);
}

begin().catch(() => (box.hidden = true)); // no connection: the list says the same
