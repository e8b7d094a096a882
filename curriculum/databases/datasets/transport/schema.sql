create table stops (
  id integer primary key,
  name text not null,
  zone integer, -- of the fares; none: nobody has entered it yet
  step_free boolean -- none: nobody has looked yet
);

create table lines (
  id integer primary key,
  name text not null, -- as it stands on the vehicle, such as 9 or N1
  mode text not null -- tram, bus or metro
);

create table line_stops (
  line_id integer not null references lines,
  position integer not null, -- 1 is where the line begins
  stop_id integer not null references stops,
  minutes integer, -- from the stop before; none at the first stop, and where nobody has measured yet
  primary key (line_id, position)
);

create table trips (
  id integer primary key,
  line_id integer not null references lines,
  departs_at timestamp not null, -- local time, as in the timetable
  vehicle text,
  delay_minutes integer, -- negative: too early; none: no report
  passengers integer,
  cancelled boolean not null default false
);
