-- Of commit 8d12fa9: two gatherings, one of them closed and opened again, and no list of streams yet.
-- What test_older.py needs: rows, log and listing must be the same afterwards.
BEGIN TRANSACTION;
CREATE TABLE "changes" (
   "gathering" TEXT,
   "seq" INTEGER,
   "name" TEXT,
   "at" TEXT,
   "by" TEXT,
   "puts" TEXT,
   "drops" TEXT,
   PRIMARY KEY ("gathering", "seq")
);
INSERT INTO "changes" VALUES('K7MQ2X',1,'open_gathering','2026-11-26T18:24:29.822+00:00','host','{"gatherings": [{"id": "K7MQ2X", "code": "K7MQ2X", "title": "Learning together", "theme": "", "statement": "", "sponsor": "", "community": "", "venue": "", "timezone": "Europe/London", "welcome": "", "principles": ["Whoever comes is the right people.", "Whatever happens is the only thing that could have.", "Whenever it starts is the right time.", "When it''s over, it''s over."], "law": "If you are neither learning nor contributing where you are, use your two feet, or whatever form of mobility you have, and go somewhere you can.", "motto": "Be prepared to be surprised.", "naming": "choice", "next_gathering": "", "listed": false, "retention_days": 30, "starts_on": "2027-03-31", "ends_on": "2027-03-31", "phase": "lobby", "rooms_made": 3, "slots_made": {"2027-03-31": 2}, "book": {}}], "rooms": [{"id": "r1", "letter": "A", "position": 0, "name": "Oak", "capacity": null, "access": "", "folded": false}, {"id": "r1.2", "letter": "B", "position": 1, "name": "Elm", "capacity": null, "access": "", "folded": false}, {"id": "r1.3", "letter": "C", "position": 2, "name": "Spare", "capacity": null, "access": "", "folded": true}], "slots": [{"id": "sl1", "starts_at": "2027-03-31T09:30:00+01:00", "ends_at": "2027-03-31T10:00:00+01:00", "label": "Opening circle", "kind": "plenary", "about": "", "day": "2027-03-31", "number": null, "code": "", "colour": 0}, {"id": "sl1.2", "starts_at": "2027-03-31T10:00:00+01:00", "ends_at": "2027-03-31T10:45:00+01:00", "label": "", "kind": "session", "about": "", "day": "2027-03-31", "number": 1, "code": "1", "colour": 0}, {"id": "sl1.3", "starts_at": "2027-03-31T11:00:00+01:00", "ends_at": "2027-03-31T11:45:00+01:00", "label": "", "kind": "session", "about": "", "day": "2027-03-31", "number": 2, "code": "2", "colour": 1}]}','{}');
INSERT INTO "changes" VALUES('K7MQ2X',2,'join','2026-11-26T18:24:29.829+00:00',NULL,'{"people": [{"id": "p2"}]}','{}');
INSERT INTO "changes" VALUES('K7MQ2X',3,'join','2026-11-26T18:24:29.837+00:00',NULL,'{"people": [{"id": "p3"}]}','{}');
INSERT INTO "changes" VALUES('K7MQ2X',4,'propose_topic','2026-11-26T18:24:29.843+00:00','p2','{"topics": [{"id": "t4", "title": "Carers", "description": "", "tags": ["carers"], "read_out": false, "report_title": "", "convener": "p2", "shown_as": "p2", "withdrawn": false, "hidden": false, "at": "2026-11-26T18:24:29.843+00:00", "confirmed_at": null, "changed_at": null}]}','{}');
INSERT INTO "changes" VALUES('K7MQ2X',5,'claim_cell','2026-11-26T18:24:29.845+00:00','p2','{"sessions": [{"id": "s4", "topic": "t4", "room": "r1", "slot": "sl1.2", "code": "1A", "notes_wanted": false, "note_taker": null, "note_taker_shown_as": null}]}','{}');
INSERT INTO "changes" VALUES('K7MQ2X',6,'post_note','2026-11-26T18:24:29.847+00:00','p3','{"notes": [{"id": "n6", "session": "s4", "topic": "t4", "author": "p3", "shown_as": null, "initiator": null, "at": "2026-11-26T18:24:29.847+00:00", "edited_at": null, "rev": 1, "hidden": false, "kind": "action", "text": "Meet", "url": "", "alt": "", "due": "2027-04-01", "photo": ""}]}','{}');
INSERT INTO "changes" VALUES('K7MQ2X',7,'mark_interest','2026-11-26T18:24:29.854+00:00','p3','{"interests": [{"id": "i7", "topic": "t4", "person": "p3"}]}','{}');
INSERT INTO "changes" VALUES('K7MQ2X',8,'propose_topic','2026-11-26T18:24:29.856+00:00','p3','{"topics": [{"id": "t8", "title": "Waiting lists", "description": "", "tags": [], "read_out": false, "report_title": "", "convener": "p3", "shown_as": null, "withdrawn": false, "hidden": false, "at": "2026-11-26T18:24:29.856+00:00", "confirmed_at": null, "changed_at": null}]}','{}');
INSERT INTO "changes" VALUES('K7MQ2X',9,'ask_to_meet','2026-11-26T18:24:29.862+00:00','p3','{"notices": [{"id": "n9", "person": "p2", "topic": "t4", "text": "The convener of \u201cWaiting lists\u201d would like 1A too. Could you meet at the wall?", "who": null, "swap": {}, "at": "2026-11-26T18:24:29.862+00:00"}]}','{}');
INSERT INTO "changes" VALUES('K7MQ2X',10,'edit_me','2026-11-26T18:24:29.865+00:00','p2','{"people": [{"id": "p2"}], "topics": [{"id": "t4", "title": "Carers", "description": "", "tags": ["carers"], "read_out": false, "report_title": "", "convener": "p2", "shown_as": "p2", "withdrawn": false, "hidden": false, "at": "2026-11-26T18:24:29.843+00:00", "confirmed_at": null, "changed_at": null}]}','{}');
INSERT INTO "changes" VALUES('K7MQ2X',11,'add_room','2026-11-26T18:24:29.873+00:00','host','{"gatherings": [{"id": "K7MQ2X", "code": "K7MQ2X", "title": "Learning together", "theme": "", "statement": "", "sponsor": "", "community": "", "venue": "", "timezone": "Europe/London", "welcome": "", "principles": ["Whoever comes is the right people.", "Whatever happens is the only thing that could have.", "Whenever it starts is the right time.", "When it''s over, it''s over."], "law": "If you are neither learning nor contributing where you are, use your two feet, or whatever form of mobility you have, and go somewhere you can.", "motto": "Be prepared to be surprised.", "naming": "choice", "next_gathering": "", "listed": false, "retention_days": 30, "starts_on": "2027-03-31", "ends_on": "2027-03-31", "phase": "lobby", "rooms_made": 4, "slots_made": {"2027-03-31": 2}, "book": {}}], "rooms": [{"id": "r11", "letter": "D", "position": 3, "name": "Ash", "capacity": 8, "access": "Step-free", "folded": false}]}','{}');
INSERT INTO "changes" VALUES('K7MQ2X',12,'post_news','2026-11-26T18:24:29.876+00:00','host','{"news": [{"id": "news12", "kind": "news", "text": "Tea is ready", "at": "2026-11-26T18:24:29.876+00:00"}]}','{}');
INSERT INTO "changes" VALUES('K7MQ2X',13,'edit_gathering','2026-11-26T18:24:29.883+00:00','host','{"gatherings": [{"id": "K7MQ2X", "code": "K7MQ2X", "title": "Learning together", "theme": "", "statement": "", "sponsor": "", "community": "North Circle", "venue": "", "timezone": "Europe/London", "welcome": "", "principles": ["Whoever comes is the right people.", "Whatever happens is the only thing that could have.", "Whenever it starts is the right time.", "When it''s over, it''s over."], "law": "If you are neither learning nor contributing where you are, use your two feet, or whatever form of mobility you have, and go somewhere you can.", "motto": "Be prepared to be surprised.", "naming": "choice", "next_gathering": "", "listed": true, "retention_days": 30, "starts_on": "2027-03-31", "ends_on": "2027-03-31", "phase": "lobby", "rooms_made": 4, "slots_made": {"2027-03-31": 2}, "book": {}}]}','{}');
INSERT INTO "changes" VALUES('K7MQ2X',14,'join','2026-11-26T18:24:29.886+00:00',NULL,'{"people": [{"id": "p14"}]}','{}');
INSERT INTO "changes" VALUES('K7MQ2X',15,'propose_topic','2026-11-26T18:24:29.890+00:00','p14','{"topics": [{"id": "t15", "title": "Bicycles", "description": "", "tags": [], "read_out": false, "report_title": "", "convener": "p14", "shown_as": null, "withdrawn": false, "hidden": false, "at": "2026-11-26T18:24:29.890+00:00", "confirmed_at": null, "changed_at": null}]}','{}');
INSERT INTO "changes" VALUES('K7MQ2X',16,'set_phase','2026-11-26T18:24:29.893+00:00','host','{"gatherings": [{"id": "K7MQ2X", "code": "K7MQ2X", "title": "Learning together", "theme": "", "statement": "", "sponsor": "", "community": "North Circle", "venue": "", "timezone": "Europe/London", "welcome": "", "principles": ["Whoever comes is the right people.", "Whatever happens is the only thing that could have.", "Whenever it starts is the right time.", "When it''s over, it''s over."], "law": "If you are neither learning nor contributing where you are, use your two feet, or whatever form of mobility you have, and go somewhere you can.", "motto": "Be prepared to be surprised.", "naming": "choice", "next_gathering": "", "listed": true, "retention_days": 30, "starts_on": "2027-03-31", "ends_on": "2027-03-31", "phase": "marketplace", "rooms_made": 4, "slots_made": {"2027-03-31": 2}, "book": {}}]}','{}');
INSERT INTO "changes" VALUES('K7MQ2X',17,'set_phase','2026-11-26T18:24:29.906+00:00','host','{"gatherings": [{"id": "K7MQ2X", "code": "K7MQ2X", "title": "Learning together", "theme": "", "statement": "", "sponsor": "", "community": "North Circle", "venue": "", "timezone": "Europe/London", "welcome": "", "principles": ["Whoever comes is the right people.", "Whatever happens is the only thing that could have.", "Whenever it starts is the right time.", "When it''s over, it''s over."], "law": "If you are neither learning nor contributing where you are, use your two feet, or whatever form of mobility you have, and go somewhere you can.", "motto": "Be prepared to be surprised.", "naming": "choice", "next_gathering": "", "listed": true, "retention_days": 30, "starts_on": "2027-03-31", "ends_on": "2027-03-31", "phase": "closed", "rooms_made": 4, "slots_made": {"2027-03-31": 2}, "book": {}}]}','{}');
INSERT INTO "changes" VALUES('K7MQ2X',18,'set_phase','2026-11-26T18:24:29.913+00:00','host','{"gatherings": [{"id": "K7MQ2X", "code": "K7MQ2X", "title": "Learning together", "theme": "", "statement": "", "sponsor": "", "community": "North Circle", "venue": "", "timezone": "Europe/London", "welcome": "", "principles": ["Whoever comes is the right people.", "Whatever happens is the only thing that could have.", "Whenever it starts is the right time.", "When it''s over, it''s over."], "law": "If you are neither learning nor contributing where you are, use your two feet, or whatever form of mobility you have, and go somewhere you can.", "motto": "Be prepared to be surprised.", "naming": "choice", "next_gathering": "", "listed": true, "retention_days": 30, "starts_on": "2027-03-31", "ends_on": "2027-03-31", "phase": "sessions", "rooms_made": 4, "slots_made": {"2027-03-31": 2}, "book": {}}]}','{}');
INSERT INTO "changes" VALUES('AAAAAA',1,'open_gathering','2026-11-26T18:24:29.920+00:00','host','{"gatherings": [{"id": "AAAAAA", "code": "AAAAAA", "title": "Learning together", "theme": "", "statement": "", "sponsor": "", "community": "", "venue": "", "timezone": "Europe/London", "welcome": "", "principles": ["Whoever comes is the right people.", "Whatever happens is the only thing that could have.", "Whenever it starts is the right time.", "When it''s over, it''s over."], "law": "If you are neither learning nor contributing where you are, use your two feet, or whatever form of mobility you have, and go somewhere you can.", "motto": "Be prepared to be surprised.", "naming": "choice", "next_gathering": "", "listed": false, "retention_days": 30, "starts_on": "2027-03-31", "ends_on": "2027-03-31", "phase": "lobby", "rooms_made": 3, "slots_made": {"2027-03-31": 2}, "book": {}}], "rooms": [{"id": "r1", "letter": "A", "position": 0, "name": "Oak", "capacity": null, "access": "", "folded": false}, {"id": "r1.2", "letter": "B", "position": 1, "name": "Elm", "capacity": null, "access": "", "folded": false}, {"id": "r1.3", "letter": "C", "position": 2, "name": "Spare", "capacity": null, "access": "", "folded": true}], "slots": [{"id": "sl1", "starts_at": "2027-03-31T09:30:00+01:00", "ends_at": "2027-03-31T10:00:00+01:00", "label": "Opening circle", "kind": "plenary", "about": "", "day": "2027-03-31", "number": null, "code": "", "colour": 0}, {"id": "sl1.2", "starts_at": "2027-03-31T10:00:00+01:00", "ends_at": "2027-03-31T10:45:00+01:00", "label": "", "kind": "session", "about": "", "day": "2027-03-31", "number": 1, "code": "1", "colour": 0}, {"id": "sl1.3", "starts_at": "2027-03-31T11:00:00+01:00", "ends_at": "2027-03-31T11:45:00+01:00", "label": "", "kind": "session", "about": "", "day": "2027-03-31", "number": 2, "code": "2", "colour": 1}]}','{}');
CREATE TABLE "editions" (
   "gathering" TEXT,
   "id" TEXT,
   "version" INTEGER,
   "seq" INTEGER,
   "at" TEXT,
   "note" TEXT,
   PRIMARY KEY ("gathering", "id")
);
CREATE TABLE "forgotten" (
   "hash" TEXT PRIMARY KEY,
   "words" INTEGER
);
CREATE TABLE "gatherings" (
   "gathering" TEXT,
   "id" TEXT,
   "code" TEXT,
   "title" TEXT,
   "theme" TEXT,
   "statement" TEXT,
   "sponsor" TEXT,
   "community" TEXT,
   "venue" TEXT,
   "timezone" TEXT,
   "starts_on" TEXT,
   "ends_on" TEXT,
   "phase" TEXT,
   "welcome" TEXT,
   "principles" TEXT,
   "law" TEXT,
   "motto" TEXT,
   "naming" TEXT,
   "next_gathering" TEXT,
   "listed" INTEGER,
   "rooms_made" INTEGER,
   "slots_made" TEXT,
   "book" TEXT,
   "retention_days" INTEGER,
   PRIMARY KEY ("gathering", "id")
);
INSERT INTO "gatherings" VALUES('K7MQ2X','K7MQ2X','K7MQ2X','Learning together','','','','North Circle','','Europe/London','2027-03-31','2027-03-31','sessions','','["Whoever comes is the right people.", "Whatever happens is the only thing that could have.", "Whenever it starts is the right time.", "When it''s over, it''s over."]','If you are neither learning nor contributing where you are, use your two feet, or whatever form of mobility you have, and go somewhere you can.','Be prepared to be surprised.','choice','',1,4,'{"2027-03-31": 2}','{}',30);
INSERT INTO "gatherings" VALUES('AAAAAA','AAAAAA','AAAAAA','Learning together','','','','','','Europe/London','2027-03-31','2027-03-31','lobby','','["Whoever comes is the right people.", "Whatever happens is the only thing that could have.", "Whenever it starts is the right time.", "When it''s over, it''s over."]','If you are neither learning nor contributing where you are, use your two feet, or whatever form of mobility you have, and go somewhere you can.','Be prepared to be surprised.','choice','',0,3,'{"2027-03-31": 2}','{}',30);
CREATE TABLE "host_keys" (
   "gathering" TEXT PRIMARY KEY,
   "hash" TEXT
);
INSERT INTO "host_keys" VALUES('K7MQ2X','hash of K7MQ2X');
INSERT INTO "host_keys" VALUES('AAAAAA','hash of AAAAAA');
CREATE TABLE "host_passes" (
   "gathering" TEXT,
   "hash" TEXT,
   "until" TEXT,
   PRIMARY KEY ("gathering", "hash")
);
CREATE TABLE "house" (
   "name" TEXT PRIMARY KEY,
   "value" BLOB
);
CREATE TABLE "interests" (
   "gathering" TEXT,
   "id" TEXT,
   "topic" TEXT,
   "person" TEXT,
   PRIMARY KEY ("gathering", "id")
);
INSERT INTO "interests" VALUES('K7MQ2X','i7','t4','p3');
CREATE TABLE "news" (
   "gathering" TEXT,
   "id" TEXT,
   "kind" TEXT,
   "text" TEXT,
   "at" TEXT,
   PRIMARY KEY ("gathering", "id")
);
INSERT INTO "news" VALUES('K7MQ2X','news12','news','Tea is ready','2026-11-26T18:24:29.876+00:00');
CREATE TABLE "notes" (
   "gathering" TEXT,
   "id" TEXT,
   "session" TEXT,
   "topic" TEXT,
   "kind" TEXT,
   "text" TEXT,
   "author" TEXT,
   "shown_as" TEXT,
   "initiator" TEXT,
   "url" TEXT,
   "due" TEXT,
   "alt" TEXT,
   "photo" TEXT,
   "at" TEXT,
   "edited_at" TEXT,
   "rev" INTEGER,
   "hidden" INTEGER,
   PRIMARY KEY ("gathering", "id")
);
INSERT INTO "notes" VALUES('K7MQ2X','n6','s4','t4','action','Meet','p3',NULL,NULL,'','2027-04-01','','','2026-11-26T18:24:29.847+00:00',NULL,1,0);
CREATE TABLE "notices" (
   "gathering" TEXT,
   "id" TEXT,
   "person" TEXT,
   "topic" TEXT,
   "text" TEXT,
   "who" TEXT,
   "swap" TEXT,
   "at" TEXT,
   PRIMARY KEY ("gathering", "id")
);
INSERT INTO "notices" VALUES('K7MQ2X','n9','p2','t4','The convener of “Waiting lists” would like 1A too. Could you meet at the wall?',NULL,'{}','2026-11-26T18:24:29.862+00:00');
CREATE TABLE "people" (
   "gathering" TEXT,
   "id" TEXT,
   "name" TEXT,
   "listed" INTEGER,
   "contact" TEXT,
   "contact_listed" INTEGER,
   "was_listed" INTEGER,
   "kept_by" TEXT,
   "at" TEXT,
   PRIMARY KEY ("gathering", "id")
);
INSERT INTO "people" VALUES('K7MQ2X','p3','',0,'',0,0,NULL,'2026-11-26T18:24:29.837+00:00');
INSERT INTO "people" VALUES('K7MQ2X','p2','Kim Ash',1,'by post',0,1,NULL,'2026-11-26T18:24:29.829+00:00');
INSERT INTO "people" VALUES('K7MQ2X','p14','Amir',0,'',0,0,NULL,'2026-11-26T18:24:29.886+00:00');
CREATE TABLE "photo_senders" (
   "gathering" TEXT,
   "id" TEXT,
   "person" TEXT,
   PRIMARY KEY ("gathering", "id", "person")
);
CREATE TABLE "photos" (
   "gathering" TEXT,
   "id" TEXT,
   "jpeg" BLOB,
   "width" INTEGER,
   "height" INTEGER,
   PRIMARY KEY ("gathering", "id")
);
INSERT INTO "photos" VALUES('K7MQ2X','0a1b',X'FFD82061207069637475726520FFD9',20,10);
CREATE TABLE "receipts" (
   "gathering" TEXT,
   "person" TEXT,
   "id" TEXT,
   "answer" TEXT,
   PRIMARY KEY ("gathering", "person", "id")
);
INSERT INTO "receipts" VALUES('K7MQ2X','p2','db3a99e0ec2bf0d9','{"ok": true, "seq": 4, "result": {"topic": "t4"}}');
INSERT INTO "receipts" VALUES('K7MQ2X','p2','dc5a843bd3534629','{"ok": true, "seq": 5, "result": {"session": "s4", "code": "1A"}}');
INSERT INTO "receipts" VALUES('K7MQ2X','p3','98ee679a57896b4e','{"ok": true, "seq": 6, "result": {"note": "n6"}}');
INSERT INTO "receipts" VALUES('K7MQ2X','p3','9d3a4016f389783e','{"ok": true, "seq": 7}');
INSERT INTO "receipts" VALUES('K7MQ2X','p3','7051d136edeaa9e1','{"ok": true, "seq": 8, "result": {"topic": "t8"}}');
INSERT INTO "receipts" VALUES('K7MQ2X','p3','5e39e387180aa315','{"ok": false, "error": {"code": "cell_taken", "message": "1A is taken by \u201cCarers\u201d. Your topic is safe.", "held_by": {"topic": "t4", "title": "Carers", "session": "s4", "code": "1A", "convener_name": null}, "free": [["r1.2", "sl1.2"], ["r1", "sl1.3"], ["r1.2", "sl1.3"]]}}');
INSERT INTO "receipts" VALUES('K7MQ2X','p3','4ebb9c182bef813e','{"ok": true, "seq": 9}');
INSERT INTO "receipts" VALUES('K7MQ2X','p2','36c9201f178d1dcd','{"ok": true, "seq": 10}');
INSERT INTO "receipts" VALUES('K7MQ2X','host','8cf8612684a73b15','{"ok": true, "seq": 11, "result": {"room": "r11"}}');
INSERT INTO "receipts" VALUES('K7MQ2X','host','11cb49781ea56016','{"ok": true, "seq": 12, "result": {"news": "news12"}}');
INSERT INTO "receipts" VALUES('K7MQ2X','host','19b0e9300b020893','{"ok": true, "seq": 13}');
INSERT INTO "receipts" VALUES('K7MQ2X','p14','the same id','{"ok": true, "seq": 15, "result": {"topic": "t15"}}');
INSERT INTO "receipts" VALUES('K7MQ2X','host','f4caca7730f8c9ed','{"ok": true, "seq": 16}');
INSERT INTO "receipts" VALUES('K7MQ2X','host','39ca7ecac4e05bb1','{"ok": true, "seq": 17}');
INSERT INTO "receipts" VALUES('K7MQ2X','host','4cc3184c7d0c1640','{"ok": true, "seq": 18}');
CREATE TABLE "rooms" (
   "gathering" TEXT,
   "id" TEXT,
   "name" TEXT,
   "letter" TEXT,
   "capacity" INTEGER,
   "access" TEXT,
   "folded" INTEGER,
   "position" INTEGER,
   PRIMARY KEY ("gathering", "id")
);
INSERT INTO "rooms" VALUES('K7MQ2X','r1','Oak','A',NULL,'',0,0);
INSERT INTO "rooms" VALUES('K7MQ2X','r1.2','Elm','B',NULL,'',0,1);
INSERT INTO "rooms" VALUES('K7MQ2X','r1.3','Spare','C',NULL,'',1,2);
INSERT INTO "rooms" VALUES('K7MQ2X','r11','Ash','D',8,'Step-free',0,3);
INSERT INTO "rooms" VALUES('AAAAAA','r1','Oak','A',NULL,'',0,0);
INSERT INTO "rooms" VALUES('AAAAAA','r1.2','Elm','B',NULL,'',0,1);
INSERT INTO "rooms" VALUES('AAAAAA','r1.3','Spare','C',NULL,'',1,2);
CREATE TABLE "sessions" (
   "gathering" TEXT,
   "id" TEXT,
   "topic" TEXT,
   "room" TEXT,
   "slot" TEXT,
   "code" TEXT,
   "notes_wanted" INTEGER,
   "note_taker" TEXT,
   "note_taker_shown_as" TEXT,
   PRIMARY KEY ("gathering", "id")
);
INSERT INTO "sessions" VALUES('K7MQ2X','s4','t4','r1','sl1.2','1A',0,NULL,NULL);
CREATE TABLE "slots" (
   "gathering" TEXT,
   "id" TEXT,
   "starts_at" TEXT,
   "ends_at" TEXT,
   "label" TEXT,
   "kind" TEXT,
   "about" TEXT,
   "day" TEXT,
   "code" TEXT,
   "number" INTEGER,
   "colour" INTEGER,
   PRIMARY KEY ("gathering", "id")
);
INSERT INTO "slots" VALUES('K7MQ2X','sl1','2027-03-31T09:30:00+01:00','2027-03-31T10:00:00+01:00','Opening circle','plenary','','2027-03-31','',NULL,0);
INSERT INTO "slots" VALUES('K7MQ2X','sl1.2','2027-03-31T10:00:00+01:00','2027-03-31T10:45:00+01:00','','session','','2027-03-31','1',1,0);
INSERT INTO "slots" VALUES('K7MQ2X','sl1.3','2027-03-31T11:00:00+01:00','2027-03-31T11:45:00+01:00','','session','','2027-03-31','2',2,1);
INSERT INTO "slots" VALUES('AAAAAA','sl1','2027-03-31T09:30:00+01:00','2027-03-31T10:00:00+01:00','Opening circle','plenary','','2027-03-31','',NULL,0);
INSERT INTO "slots" VALUES('AAAAAA','sl1.2','2027-03-31T10:00:00+01:00','2027-03-31T10:45:00+01:00','','session','','2027-03-31','1',1,0);
INSERT INTO "slots" VALUES('AAAAAA','sl1.3','2027-03-31T11:00:00+01:00','2027-03-31T11:45:00+01:00','','session','','2027-03-31','2',2,1);
CREATE TABLE "topics" (
   "gathering" TEXT,
   "id" TEXT,
   "title" TEXT,
   "description" TEXT,
   "tags" TEXT,
   "convener" TEXT,
   "shown_as" TEXT,
   "report_title" TEXT,
   "read_out" INTEGER,
   "withdrawn" INTEGER,
   "hidden" INTEGER,
   "at" TEXT,
   "confirmed_at" TEXT,
   "changed_at" TEXT,
   PRIMARY KEY ("gathering", "id")
);
INSERT INTO "topics" VALUES('K7MQ2X','t8','Waiting lists','','[]','p3',NULL,'',0,0,0,'2026-11-26T18:24:29.856+00:00',NULL,NULL);
INSERT INTO "topics" VALUES('K7MQ2X','t4','Carers','','["carers"]','p2','p2','',0,0,0,'2026-11-26T18:24:29.843+00:00',NULL,NULL);
INSERT INTO "topics" VALUES('K7MQ2X','t15','Bicycles','','[]','p14',NULL,'',0,0,0,'2026-11-26T18:24:29.890+00:00',NULL,NULL);
CREATE INDEX "idx_notes_gathering_session"
    ON "notes" ("gathering", "session");
CREATE UNIQUE INDEX "idx_sessions_gathering_room_slot"
    ON "sessions" ("gathering", "room", "slot");
COMMIT;
