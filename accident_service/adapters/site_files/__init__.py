"""Read a site folder: the files by which a city describes one place.

In: the files below. Out: `Site`, or an `InvalidSite` that names the file, the field and what
would be accepted; `accident-service site check FOLDER` lists every complaint.

    site.toml          id, name_zh, name_en, admin_code, radius_m; speed_limit_kmh;
                       road_class (street, expressway, urban_expressway; street if unsaid);
                       [datum] latitude_deg, longitude_deg (WGS 84), rotation_deg: where (0, 0)
                       lies and how far +x is turned from east, counter-clockwise;
                       [signals] clock_offset_s, clock_sigma_s: controller minus true time;
                       [[road]] approach, name_zh, name_en: what the road of an arm is called;
                       stop_line_control: what the stop lines of a Lanelet2 map are, if unsaid
    cameras.toml       [[camera]] id, network (public-security, traffic, commercial), name_zh,
                       name_en, height_m, image_size_px, retention_days, source_key;
                       position_m or latitude_deg and longitude_deg;
                       field_of_view_m (corners on the road), or bearing_deg (clockwise from
                       north), opening_deg and reach_m;
                       clock_offset_s (camera minus true time) and clock_sigma_s (one sigma);
                       survey_file, or [[camera.survey]] pixel_px, ground_m; or neither
    NAME.csv           survey points: pixel_x_px,pixel_y_px,x_m,y_m,z_m
    road_map.geojson   or road_map.osm (Lanelet2): lanes, lines, stop lines, conflict areas,
                       places; see `geojson_map` and `lanelet2_map`
    signals.csv        what the controller logged: changed_at,approach,phase

Times carry their offset from UTC; lengths are metres of the site's plane.
"""
