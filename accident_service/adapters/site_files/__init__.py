"""Read a site folder: the files by which a city describes one place.

In: `site.toml`, `cameras.toml`, `road_map.geojson` or `road_map.osm`, `signals.csv`.
Out: `Site`, or an `InvalidSite` that names the file, the field and what would be accepted.
"""
