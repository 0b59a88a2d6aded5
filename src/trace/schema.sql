-- SPDX-License-Identifier: GPL-3.0-or-later
-- A Zoetrope trace, version 1: one SQLite file that holds everything one run of a scenario did.
--
-- For people and scripts there are four views, which stay as they are:  message · event · node · link
--   sqlite3 pipeline.zoe "SELECT sender, receiver, body, latency_ns FROM message"
-- The tables below them (their names end in _row) may change with the version (PRAGMA user_version).
-- Times are nanoseconds of scenario time since the run's start. Nodes, sockets and links are numbered from 1; 0 or NULL is
-- none. This text is compared with a file's own before anything in the file is used, so any change, comments between
-- CREATE and ; included, is a new version.

-- What is known of the run as a whole. Keys:
--   name title summary chapter figure text seed until rate     the scenario; text is its DOT source, whole
--   zoetrope libzmq sqlite                                     versions of what ran and wrote
--   complete                                                   1 once the run was recorded to its end, else 0
--   recorder-waits recorder-waited-ns                          how often and how long threads waited for the recorder
--   and whatever else the program that ran it noted down.
CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- Kinds of events by number.
CREATE TABLE kind (
  number INTEGER PRIMARY KEY,
  name   TEXT NOT NULL
);

-- The scenario, counts multiplied out.
CREATE TABLE cluster_row (
  number INTEGER PRIMARY KEY,
  name   TEXT NOT NULL,
  label  TEXT
);

CREATE TABLE node_row (
  number   INTEGER PRIMARY KEY,
  name     TEXT NOT NULL,      -- worker-2
  base     TEXT NOT NULL,      -- worker: the statement it came from
  role     TEXT,
  source   TEXT,               -- the role's source file, below src/
  cluster  INTEGER NOT NULL,   -- cluster_row.number; 0 = none
  start_ns INTEGER NOT NULL,   -- when it joins
  external INTEGER NOT NULL    -- 1: a program outside the lab
);

CREATE TABLE parameter_row (
  node  INTEGER NOT NULL,
  name  TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (node, name)
) WITHOUT ROWID;

CREATE TABLE socket_row (
  number   INTEGER PRIMARY KEY,
  node     INTEGER NOT NULL,
  name     TEXT NOT NULL,
  type     TEXT NOT NULL,      -- ROUTER; any: not known
  fans_out INTEGER NOT NULL    -- 1: one send may become a copy for each link
);

CREATE TABLE option_row (
  socket   INTEGER NOT NULL,
  position INTEGER NOT NULL,
  text     TEXT NOT NULL,      -- rcvhwm=2
  PRIMARY KEY (socket, position)
) WITHOUT ROWID;

CREATE TABLE link_row (
  number     INTEGER PRIMARY KEY,
  tail       INTEGER NOT NULL,  -- socket the arrow leaves
  head       INTEGER NOT NULL,  -- socket the arrow enters
  head_binds INTEGER NOT NULL,
  transport  TEXT NOT NULL,
  endpoint   TEXT               -- as written in the scenario; NULL: the run chose
);
CREATE INDEX link_by_tail ON link_row (tail);
CREATE INDEX link_by_head ON link_row (head);

CREATE TABLE condition_row (
  link  INTEGER NOT NULL,
  name  TEXT NOT NULL,         -- delay
  value TEXT NOT NULL,
  PRIMARY KEY (link, name)
) WITHOUT ROWID;

-- Everything that happened, numbered without a gap.
CREATE TABLE event_row (
  seq     INTEGER PRIMARY KEY,
  time    INTEGER,             -- ns; never smaller than the event's before
  kind    INTEGER,             -- kind.number
  flags   INTEGER,             -- 1: matched to its send by order and content; 2: frames are longer than what is kept here
  node    INTEGER,             -- 0: the lab itself
  socket  INTEGER,
  message INTEGER,             -- node times 1000000000, plus that node's count of messages; NULL = none
  cause   INTEGER,             -- of a send: the received message that made it so; NULL = none
  value   INTEGER,             -- what the kind says: of work, how long, ns
  line    INTEGER,             -- in the role's source; 0 = not a role's doing
  size    INTEGER,             -- bytes in all frames of the message
  sent    INTEGER,             -- of a receipt, or what else befell a message: the send's seq
  link    INTEGER,             -- of a receipt, or what else befell a message: the link; of a send: the socket's link, if it has just one
  frames  TEXT                 -- JSON: ["text", {"hex": "00FF"}, {"hex": "00", "size": 70000}]; size: of a frame cut short
);
CREATE INDEX receipt_by_send ON event_row (sent) WHERE sent IS NOT NULL;
CREATE INDEX send_by_cause ON event_row (cause) WHERE cause IS NOT NULL;
CREATE INDEX intervention ON event_row (seq) WHERE kind >= 23;   -- pauses, jumps, faults, steps, and messages held on links

-- Where a node's messages begin to be found by their number: of so many sends, one. The others come soon after it.
CREATE TABLE send_mark (
  node  INTEGER NOT NULL,
  count INTEGER NOT NULL,      -- message % 1000000000
  seq   INTEGER NOT NULL,
  PRIMARY KEY (node, count)
) WITHOUT ROWID;

-- The state of everything right after an event, so that a reader need not start from the beginning. The bytes are Zoetrope's.
CREATE TABLE keyframe (
  seq   INTEGER PRIMARY KEY,
  time  INTEGER NOT NULL,
  state BLOB NOT NULL
);

-- What a person noted down, or marked to find again. Nothing writes here yet.
CREATE TABLE note (
  number  INTEGER PRIMARY KEY,
  time_ns INTEGER NOT NULL,
  node    INTEGER NOT NULL,    -- 0: the note is about the whole
  text    TEXT NOT NULL
);

CREATE TABLE bookmark (
  number INTEGER PRIMARY KEY,
  seq    INTEGER NOT NULL,
  name   TEXT NOT NULL
);

-- Who is at the other end of a socket's links.
CREATE VIEW peer_row (socket, peer, link) AS
  SELECT tail, head, number FROM link_row
  UNION ALL
  SELECT head, tail, number FROM link_row;

-- One row per copy of a message: a send joined to its receipt, and for sockets that fan out (PUB, XPUB) to each link.
CREATE VIEW copy_row (sent, received, peer) AS
  SELECT s.seq, r.seq, r.socket
    FROM event_row AS s
    LEFT JOIN socket_row AS k ON k.number = s.socket
    LEFT JOIN event_row AS r ON r.sent = s.seq AND r.kind = 6
   WHERE s.kind = 5 AND NOT coalesce (k.fans_out, 0)
  UNION ALL
  SELECT s.seq, r.seq, p.peer
    FROM event_row AS s
    JOIN socket_row AS k ON k.number = s.socket
    LEFT JOIN peer_row AS p ON p.socket = s.socket
    LEFT JOIN event_row AS r ON r.sent = s.seq AND r.kind = 6 AND r.socket = p.peer
   WHERE s.kind = 5 AND k.fans_out;

-- Where did my message go? One row per copy. The receiver's columns are NULL while it is not received.
CREATE VIEW message (
  id,                -- names the message for good; the copies of one message share it
  cause,             -- id of the received message that made the sender send this one
  sent_ns,
  sender,            -- node
  sender_socket,
  received_ns,
  receiver,          -- node
  receiver_socket,
  latency_ns,        -- from send to receipt
  fate,              -- delivered · dropped (thrown away on its way) · under way · not received (and the trace has ended)
  frames,            -- how many
  size,              -- bytes in all frames
  first,             -- the first frame, as text or hex
  body               -- the last frame, likewise
) AS
  SELECT s.message, s.cause, s.time, sn.name, sk.name, r.time, rn.name, rk.name, r.time - s.time,
         CASE WHEN r.seq IS NOT NULL THEN 'delivered'
              WHEN EXISTS (SELECT 1 FROM event_row AS d
                            WHERE d.sent = s.seq AND d.kind = 30 AND d.socket = coalesce (c.peer, d.socket)) THEN 'dropped'
              WHEN EXISTS (SELECT 1 FROM meta WHERE key = 'complete' AND value = '1') THEN 'not received'
              ELSE 'under way' END,
         CASE WHEN json_valid (s.frames) THEN json_array_length (s.frames) ELSE 0 END, s.size,
         CASE WHEN json_valid (s.frames) THEN coalesce (s.frames ->> '$[0].hex', s.frames ->> '$[0]') END,
         CASE WHEN json_valid (s.frames) THEN coalesce (s.frames ->> '$[#-1].hex', s.frames ->> '$[#-1]') END
    FROM copy_row AS c
    JOIN event_row AS s ON s.seq = c.sent
    LEFT JOIN event_row AS r ON r.seq = c.received
    LEFT JOIN socket_row AS sk ON sk.number = s.socket
    LEFT JOIN node_row AS sn ON sn.number = s.node
    LEFT JOIN socket_row AS rk ON rk.number = r.socket
    LEFT JOIN node_row AS rn ON rn.number = r.node;

-- Everything that happened, in words.
CREATE VIEW event (
  seq,
  time_ns,
  kind,
  node,              -- NULL: the lab itself
  socket,
  message,
  detail,            -- frames separated by bars, a state's name and value, how long work takes
  source             -- the line of the role it came from: roles/pipeline.c:57
) AS
  SELECT e.seq, e.time, coalesce (k.name, e.kind), n.name, s.name, e.message,
         CASE WHEN e.kind = 12 THEN round (e.value / 1e6, 3) || ' ms'
              WHEN e.kind = 25 THEN 'x' || e.value / 1e3
              WHEN e.kind = 26 THEN round (e.value / 1e6, 3) || ' ms'
              WHEN e.kind = 10 AND json_valid (e.frames) THEN e.frames ->> '$[0]' || ' = ' || coalesce (e.frames ->> '$[1]', '')
              WHEN json_valid (coalesce (e.frames, f.frames)) THEN
                (SELECT group_concat (CASE type WHEN 'object' THEN value ->> 'hex' ELSE value END, ' | ')
                   FROM json_each (coalesce (e.frames, f.frames)))
         END,
         CASE WHEN e.line > 0 THEN n.source || ':' || e.line END
    FROM event_row AS e
    LEFT JOIN event_row AS f ON f.seq = e.sent
    LEFT JOIN kind AS k ON k.number = e.kind
    LEFT JOIN node_row AS n ON n.number = e.node
    LEFT JOIN socket_row AS s ON s.number = e.socket;

CREATE VIEW node (number, name, role, source, cluster, start_ns, external, sent, received) AS
  SELECT n.number, n.name, n.role, n.source, c.name, n.start_ns, n.external, coalesce (e.sent, 0), coalesce (e.received, 0)
    FROM node_row AS n
    LEFT JOIN cluster_row AS c ON c.number = n.cluster
    LEFT JOIN (SELECT node, sum (kind = 5) AS sent, sum (kind = 6) AS received FROM event_row GROUP BY node) AS e
           ON e.node = n.number;

-- The arrow goes from tail to head; received counts messages in both directions.
CREATE VIEW link (number, tail, tail_socket, head, head_socket, transport, endpoint, received, bytes) AS
  SELECT l.number, tn.name, t.name, hn.name, h.name, l.transport, l.endpoint, coalesce (e.received, 0), coalesce (e.bytes, 0)
    FROM link_row AS l
    LEFT JOIN socket_row AS t ON t.number = l.tail
    LEFT JOIN node_row AS tn ON tn.number = t.node
    LEFT JOIN socket_row AS h ON h.number = l.head
    LEFT JOIN node_row AS hn ON hn.number = h.node
    LEFT JOIN (SELECT link, count (*) AS received, sum (size) AS bytes FROM event_row WHERE kind = 6 GROUP BY link) AS e
           ON e.link = l.number;
