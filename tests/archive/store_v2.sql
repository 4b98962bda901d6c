BEGIN TRANSACTION;
CREATE TABLE annotations (
	article_id VARCHAR(20) NOT NULL, 
	version VARCHAR(40) NOT NULL, 
	found TEXT NOT NULL, 
	PRIMARY KEY (article_id), 
	FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
);
INSERT INTO "annotations" VALUES('2torkxhhzzn7wd','1.1.4f296d05.aa8d48fc','{"mentions":[["person","gulnar-omarova",70,84,"name"]],"people":[{"id":"gulnar-omarova","name":"Гүлнар Омарова"}],"quotations":[{"article_id":"2torkxhhzzn7wd","confidence":0.935,"content":["Балалар қуанды"],"cue":"деді","evidence":"named","id":"2torkxhhzzn7wd-29","kind":"direct","rule":"marked_say","source":{"span":[53,84],"text":"мектеп директоры Гүлнар Омарова"},"spans":[[29,43]],"speaker":{"id":"gulnar-omarova","name":"Гүлнар Омарова"}}],"regions":[],"speakers":[{"id":"gulnar-omarova","name":"Гүлнар Омарова"}],"topics":[{"by":"text","code":"05000000","score":0.242},{"by":"text","code":"08000000","score":0.183}]}');
INSERT INTO "annotations" VALUES('yvcmdnxdwi2q7y','1.1.4f296d05.aa8d48fc','{"mentions":[],"people":[],"quotations":[],"regions":[],"speakers":[],"topics":[]}');
CREATE TABLE article_people (
	article_id VARCHAR(20) NOT NULL, 
	person_id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	quotations INTEGER NOT NULL, 
	forms TEXT NOT NULL, 
	PRIMARY KEY (article_id, person_id), 
	FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
);
INSERT INTO "article_people" VALUES('2torkxhhzzn7wd','gulnar-omarova','Гүлнар Омарова','person',1,'{"Гүлнар Омарова": 1}');
CREATE TABLE articles (
	id VARCHAR(20) NOT NULL, 
	source TEXT NOT NULL, 
	source_id TEXT, 
	url TEXT, 
	title TEXT NOT NULL, 
	body TEXT NOT NULL, 
	date VARCHAR(10), 
	date_origin VARCHAR(10), 
	lang VARCHAR(8) NOT NULL, 
	author TEXT, 
	section TEXT, 
	rights TEXT, 
	tags TEXT NOT NULL, 
	extra TEXT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	path TEXT NOT NULL, 
	record INTEGER NOT NULL, 
	provenance TEXT NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	revision VARCHAR(16) NOT NULL, 
	quotations INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(sha256) REFERENCES originals (sha256)
);
INSERT INTO "articles" VALUES('2torkxhhzzn7wd','Ақтас хабары','7',NULL,'Жаңа мектеп ашылды','Ақтаста жаңа мектеп ашылды. «Балалар қуанды», – деді мектеп директоры Гүлнар Омарова.','2023-09-01','metadata','kk',NULL,NULL,NULL,'{"people":[],"quotes":[],"regions":[],"speakers":[],"topics":[]}','{}','2c9ea66947f480920b4663c39891e28a635846e6ed2c0f23b67736a5565bd953','ескі/жаңалық.jsonl',1,'{"cleaning":[],"encoding":"utf-8","format":"jsonl","ingested_at":"2026-11-23T06:36:20Z","line":1,"offset":0,"path":"ескі/жаңалық.jsonl","record":1,"sha256":"2c9ea66947f480920b4663c39891e28a635846e6ed2c0f23b67736a5565bd953","software":"muragat"}','8c485f52d2933acb','7fde3d62c69befaa',1);
INSERT INTO "articles" VALUES('yvcmdnxdwi2q7y','Ақтас хабары','8',NULL,'Көпір жөнделді','Өзен үстіндегі көпір жөнделді.',NULL,NULL,'kk',NULL,NULL,NULL,'{"people":[],"quotes":[],"regions":[],"speakers":[],"topics":[]}','{}','39469ced36bf13b4f57ed703d4168c7634423c059410e7824d4067638d231dbb','ескі/жаңалық.jsonl',2,'{"cleaning":[],"encoding":"utf-8","format":"jsonl","ingested_at":"2026-11-23T06:36:20Z","line":2,"offset":278,"path":"ескі/жаңалық.jsonl","record":2,"sha256":"39469ced36bf13b4f57ed703d4168c7634423c059410e7824d4067638d231dbb","software":"muragat"}','58ec7c161bcf516f','19b6d392d7287d68',0);
CREATE TABLE corrections (
	number INTEGER NOT NULL, 
	article_id VARCHAR(20) NOT NULL, 
	target VARCHAR(16) NOT NULL, 
	"key" TEXT NOT NULL, 
	old TEXT NOT NULL, 
	new TEXT NOT NULL, 
	who TEXT NOT NULL, 
	at VARCHAR(32) NOT NULL, 
	reason TEXT NOT NULL, 
	undone_by TEXT, 
	undone_at VARCHAR(32), 
	PRIMARY KEY (number)
);
INSERT INTO "corrections" VALUES(1,'yvcmdnxdwi2q7y','date','','null','"2021-05-03"','кітапханашы','2026-11-23T06:36:46Z','мұқабасында жазылған',NULL,NULL);
CREATE TABLE meta (
	"key" VARCHAR(40) NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('schema_version','2');
CREATE TABLE originals (
	sha256 VARCHAR(64) NOT NULL, 
	size INTEGER NOT NULL, 
	data BLOB NOT NULL, 
	PRIMARY KEY (sha256)
);
INSERT INTO "originals" VALUES('2c9ea66947f480920b4663c39891e28a635846e6ed2c0f23b67736a5565bd953',277,X'789C854FB10AC2500CFC95F0E62A5507D1BF51EB200882D64144A88A2074510A5D041747079F5245ACADD02FB8F413FC12F3C4451787845C72775CC6AAE3A8BAAA2A4BB91DB7DB96192174BE8326DC71C68D67D21F04CD4BF61123625FC8CD9E3332DC55BE1182E6A9E984CB3F6991B23DD6D082DEC51E89C35C4062CE596CD1D30B089128230E7F8C225CD9FB2C52F6D82704F9417C92B713B6429701294ED04589E9345CF352D92E570A76AD60976437E80DFBADF65778E28524381AAD7C3779019EE2A1EB');
INSERT INTO "originals" VALUES('39469ced36bf13b4f57ed703d4168c7634423c059410e7824d4067638d231dbb',149,X'789CAB56CA4C51B252B250D2512AC92CC94905B22FCCBABCF2C2FE8BD32E36285CD80664EEBDB0E5C2D60BBB2F6CB9380DA82A293FA512A8E8F28A0BDB81A27B152EADBFD878B1E9E234A8B2CD17A7295CD885D3003DA009C5F9A545C9608B265C9A7DB1E9C2868B8D0A175B2F6CB8B011C86CB8D8AD540B00FEFE55E6');
CREATE TABLE people (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	articles INTEGER NOT NULL, 
	quotations INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "people" VALUES('gulnar-omarova','Гүлнар Омарова','person',1,1);
CREATE TABLE rejects (
	id INTEGER NOT NULL, 
	run_id INTEGER NOT NULL, 
	path TEXT NOT NULL, 
	line INTEGER NOT NULL, 
	reason VARCHAR(40) NOT NULL, 
	params TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(run_id) REFERENCES runs (id) ON DELETE CASCADE
);
CREATE TABLE runs (
	id INTEGER NOT NULL, 
	started_at VARCHAR(32) NOT NULL, 
	seconds FLOAT NOT NULL, 
	software TEXT NOT NULL, 
	paths TEXT NOT NULL, 
	counts TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "runs" VALUES(1,'2026-11-23T06:36:20Z',1.18064452999533386901e-01,'muragat','["ескі/жаңалық.jsonl"]','{"added": 2, "updated": 0, "unchanged": 0, "duplicates": 0, "rejected": 0}');
CREATE TABLE versions (
	article_id VARCHAR(20) NOT NULL, 
	number INTEGER NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	provenance TEXT NOT NULL, 
	PRIMARY KEY (article_id, number), 
	FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE, 
	FOREIGN KEY(sha256) REFERENCES originals (sha256)
);
INSERT INTO "versions" VALUES('2torkxhhzzn7wd',1,'2c9ea66947f480920b4663c39891e28a635846e6ed2c0f23b67736a5565bd953','{"cleaning":[],"encoding":"utf-8","format":"jsonl","ingested_at":"2026-11-23T06:36:20Z","line":1,"offset":0,"path":"ескі/жаңалық.jsonl","record":1,"sha256":"2c9ea66947f480920b4663c39891e28a635846e6ed2c0f23b67736a5565bd953","software":"muragat"}');
INSERT INTO "versions" VALUES('yvcmdnxdwi2q7y',1,'39469ced36bf13b4f57ed703d4168c7634423c059410e7824d4067638d231dbb','{"cleaning":[],"encoding":"utf-8","format":"jsonl","ingested_at":"2026-11-23T06:36:20Z","line":2,"offset":278,"path":"ескі/жаңалық.jsonl","record":2,"sha256":"39469ced36bf13b4f57ed703d4168c7634423c059410e7824d4067638d231dbb","software":"muragat"}');
CREATE INDEX corrections_article ON corrections (article_id);
CREATE INDEX articles_sha256 ON articles (sha256);
CREATE INDEX articles_source ON articles (source);
CREATE INDEX article_people_person ON article_people (person_id);
COMMIT;
