// Makes wwwroot/map/{world,china}.svg from Natural Earth's public-domain land, as packed in the npm package world-atlas.
//   npm install --prefix /tmp/atlas world-atlas@2.0.2 && node coastlines.mjs /tmp/atlas/node_modules/world-atlas ../../../wwwroot/map
// Coasts only: no borders are drawn. The projections are the same formulas as MapProjection.cs; each file carries check points that a test compares.
import { readFileSync, writeFileSync } from 'node:fs';

const [source, target] = process.argv.slice(2);
const radians = (degrees) => degrees * Math.PI / 180;

/** Natural Earth (Patterson 2008) around 11° E, so that the cut runs through the Bering Strait. */
function naturalEarth(lon, lat) {
  const turned = turn(lon), p = radians(lat), p2 = p * p, p4 = p2 * p2;
  return [
    radians(turned) * (0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4))),
    p * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4))),
  ];
}
function turn(lon) { const turned = lon - 11; return turned < -180 ? turned + 360 : turned > 180 ? turned - 360 : turned; }

/** Albers equal-area conic with the parallels 25° and 47° N around 105° E, as Chinese maps use it. */
function albers(lon, lat) {
  const [p1, p2, p0] = [25, 47, 36].map(radians), n = (Math.sin(p1) + Math.sin(p2)) / 2;
  const c = Math.cos(p1) ** 2 + 2 * n * Math.sin(p1), rho = (p) => Math.sqrt(c - 2 * n * Math.sin(p)) / n;
  const angle = n * radians(lon - 105), r = rho(radians(lat));
  return [r * Math.sin(angle), rho(p0) - r * Math.cos(angle)];
}

const views = {
  world: { file: 'land-110m.json', project: naturalEarth, left: -2.62, right: 2.72, top: 1.31, bottom: -0.98, keep: ([, lat]) => lat > -60, tolerance: 0.25 },
  china: { file: 'land-50m.json', project: albers, left: -0.46, right: 0.42, top: 0.33, bottom: -0.35, keep: ([lon, lat]) => lon > 30 && lat > -15, tolerance: 0.35 },
};

/** A small island that lies across the cut (St. Lawrence) would become a line around the world; it is left out. */
function isCut(ring) { const turned = ring.map(([lon]) => turn(lon)); return Math.max(...turned) - Math.min(...turned) > 300; }

function rings(topology) {
  const { scale, translate } = topology.transform;
  const arcs = topology.arcs.map((arc) => { let x = 0, y = 0; return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]); });
  const line = (i) => i < 0 ? [...arcs[~i]].reverse() : arcs[i];
  const ring = (indices) => indices.flatMap((i, k) => k ? line(i).slice(1) : line(i));
  return topology.objects.land.geometries.flatMap((g) => g.type === 'Polygon' ? g.arcs : g.arcs.flat()).map(ring);
}

/** Sutherland–Hodgman against the window, so that nothing outside is sent to anybody. */
function clip(points, width, height, margin) {
  const edges = [
    [(p) => p[0] >= -margin, (a, b) => at(a, b, 0, -margin)], [(p) => p[0] <= width + margin, (a, b) => at(a, b, 0, width + margin)],
    [(p) => p[1] >= -margin, (a, b) => at(a, b, 1, -margin)], [(p) => p[1] <= height + margin, (a, b) => at(a, b, 1, height + margin)],
  ];
  for (const [inside, cross] of edges) {
    const out = [];
    points.forEach((p, i) => {
      const q = points[(i + points.length - 1) % points.length];
      if (inside(p) !== inside(q)) out.push(cross(q, p));
      if (inside(p)) out.push(p);
    });
    points = out;
  }
  return points;
}
function at(a, b, axis, value) {
  const t = (value - a[axis]) / (b[axis] - a[axis]);
  return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
}

/** Douglas–Peucker: drops the points that nobody would see. */
function simplify(points, tolerance) {
  if (points.length < 4) return points;
  const [a, b] = [points[0], points.at(-1)], length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  let far = 0, index = 0;
  for (let i = 1; i < points.length - 1; i++) {
    const p = points[i];
    const d = length === 0 ? Math.hypot(p[0] - a[0], p[1] - a[1]) : Math.abs((b[0] - a[0]) * (a[1] - p[1]) - (a[0] - p[0]) * (b[1] - a[1])) / length;
    if (d > far) [far, index] = [d, i];
  }
  return far <= tolerance ? [a, b] : [...simplify(points.slice(0, index + 1), tolerance).slice(0, -1), ...simplify(points.slice(index), tolerance)];
}

function draw(points) {
  const whole = points.map((p) => p.map((v) => Math.round(v * 10)));
  let [x, y] = whole[0], path = `M${x / 10} ${y / 10}`;
  for (const [nx, ny] of whole.slice(1)) {
    if (nx === x && ny === y) continue;
    path += `l${(nx - x) / 10} ${(ny - y) / 10}`;
    [x, y] = [nx, ny];
  }
  return path.replace(/ -/g, '-') + 'z';
}

for (const [name, view] of Object.entries(views)) {
  const unit = 1000 / (view.right - view.left), height = Math.round((view.top - view.bottom) * unit);
  const place = ([lon, lat]) => { const [x, y] = view.project(lon, lat); return [(x - view.left) * unit, (view.top - y) * unit]; };
  const path = rings(JSON.parse(readFileSync(`${source}/${view.file}`)))
    .filter((ring) => ring.some(view.keep))
    .filter((ring) => view.project !== naturalEarth || !isCut(ring))
    .map((ring) => simplify(clip(ring.map(place), 1000, height, 300), view.tolerance))
    .filter((ring) => ring.length > 3).map(draw).join('');
  const checks = [[116.4, 39.9], [104.07, 30.67], [-122.4, 37.8], [151.2, -33.9]].map((p) => `${p.join(',')}=${place(p).map((v) => v.toFixed(2)).join(',')}`);
  writeFileSync(`${target}/${name}.svg`, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 ${height}"><!-- Natural Earth, public domain; made by coastlines.mjs --><metadata>${checks.join(' ')}</metadata><path id="land" d="${path}"/></svg>\n`);
  console.log(name, height, path.length);
}
