BEGIN TRANSACTION;
CREATE TABLE annotations (
	article_id VARCHAR(20) NOT NULL, 
	version VARCHAR(40) NOT NULL, 
	found TEXT NOT NULL, 
	PRIMARY KEY (article_id), 
	FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
);
INSERT INTO "annotations" VALUES('sqamrdlmmwjfzx','0','{"mentions":[],"people":[],"quotations":[],"regions":[],"speakers":[],"topics":[]}');
INSERT INTO "annotations" VALUES('4ixq5zql7svhoj','0','{"mentions":[],"people":[],"quotations":[],"regions":[],"speakers":[],"topics":[]}');
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
	PRIMARY KEY (id), 
	FOREIGN KEY(sha256) REFERENCES originals (sha256)
);
INSERT INTO "articles" VALUES('sqamrdlmmwjfzx','Ауыл таңы','7','https://auyl.example/7','Жаңа мектеп ашылды','Ауылда жаңа мектеп ашылды. «Балалар енді жылы сыныпта оқиды», – деді мектеп директоры Гүлнар Омарова.','2023-09-01','metadata','kk',NULL,NULL,NULL,'{"people":[],"quotes":[],"regions":[{"by":"metadata","code":"KZ-33","main":true}],"speakers":[{"id":"gulnar-omarova","name":"Гүлнар Омарова"}],"topics":[{"by":"metadata","code":"05000000","score":1.0}]}','{}','2930cf039864005897190ca472291ac696898dfb95bebf56fdfc5f2e0b8cfb9e','articles/a.jsonl',1,'{"cleaning":[],"encoding":"utf-8","format":"jsonl","ingested_at":"2026-11-23T04:01:00Z","line":1,"offset":0,"path":"articles/a.jsonl","record":1,"sha256":"2930cf039864005897190ca472291ac696898dfb95bebf56fdfc5f2e0b8cfb9e","software":"muragat"}','980ce18e75e81012','209356686ddce533');
INSERT INTO "articles" VALUES('4ixq5zql7svhoj','Ауыл таңы','8',NULL,'Көпір жөнделді','Өзен үстіндегі көпір жөнделді.','2023-10','metadata','kk',NULL,NULL,NULL,'{"people":[],"quotes":[],"regions":[],"speakers":[],"topics":[]}','{}','0403ac863ab3f2428f7ab7fe3d3b6c0137ab1fc1eee28fde88f3ecbda070d891','articles/a.jsonl',2,'{"cleaning":[],"encoding":"utf-8","format":"jsonl","ingested_at":"2026-11-23T04:01:00Z","line":2,"offset":408,"path":"articles/a.jsonl","record":2,"sha256":"0403ac863ab3f2428f7ab7fe3d3b6c0137ab1fc1eee28fde88f3ecbda070d891","software":"muragat"}','b9119709c40e08bd','9e444d9825786dd4');
CREATE TABLE meta (
	"key" VARCHAR(40) NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('schema_version','1');
CREATE TABLE originals (
	sha256 VARCHAR(64) NOT NULL, 
	size INTEGER NOT NULL, 
	data BLOB NOT NULL, 
	PRIMARY KEY (sha256)
);
INSERT INTO "originals" VALUES('2930cf039864005897190ca472291ac696898dfb95bebf56fdfc5f2e0b8cfb9e',407,X'789C85504D4AC34014BECA30EBE6C706117B056FE02EB48306A309E9042A2244DD08D928856E04372E5D384822C59A147A826F72044FE27BA90B5D88030FDECFF733EF5DC8682247724F0EE434C9B3B1A20277F6C69658097B0DD33DD992867916D3E458EB743AF2BC303F8F5D350B4FD35879CCD5918E7BEA821930021FA8F14E0235D602C6DEB220AA5E4BAB99FE61838AF16FFF115DB179C63D0C557DD84210A6A1D182D88CB2A5B0579434146BFEBB40DB3D60C9ECCD6A203E8BB920B37A4BF9E55361698BEF466B0B52C2BC7B219B666BF448704AD0E215C6A51D26A1E67D87FE3070FC7DC7DFA15EA68EA2E48CBA07874E10F04553159EA88C77FD5B8D0F92A4D19850FEAEDF3F79F905857FDC1D');
INSERT INTO "originals" VALUES('0403ac863ab3f2428f7ab7fe3d3b6c0137ab1fc1eee28fde88f3ecbda070d891',160,X'789CAB56CA4C51B252B250D2512ACE2F2D4A4E05722E4CB8D87CB1FBC26E858B4D17365C5A7CB11B285992599203969B7579E585FD17A75D6C50B8B00DC8DC7B61CB85AD17765FD872711A48556A450950D1E51517B60345F72A5C5A7FB1F162D3C56950659B2F4E53B8B00BA7017A401352124B40D618191819EB1A1A28D502005E3955A7');
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
INSERT INTO "runs" VALUES(1,'2026-11-23T04:01:00Z',1.17967140013206517323e-02,'muragat','["articles/a.jsonl"]','{"added": 2, "updated": 0, "unchanged": 0, "duplicates": 0, "rejected": 0}');
CREATE TABLE versions (
	article_id VARCHAR(20) NOT NULL, 
	number INTEGER NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	provenance TEXT NOT NULL, 
	PRIMARY KEY (article_id, number), 
	FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE, 
	FOREIGN KEY(sha256) REFERENCES originals (sha256)
);
INSERT INTO "versions" VALUES('sqamrdlmmwjfzx',1,'2930cf039864005897190ca472291ac696898dfb95bebf56fdfc5f2e0b8cfb9e','{"cleaning":[],"encoding":"utf-8","format":"jsonl","ingested_at":"2026-11-23T04:01:00Z","line":1,"offset":0,"path":"articles/a.jsonl","record":1,"sha256":"2930cf039864005897190ca472291ac696898dfb95bebf56fdfc5f2e0b8cfb9e","software":"muragat"}');
INSERT INTO "versions" VALUES('4ixq5zql7svhoj',1,'0403ac863ab3f2428f7ab7fe3d3b6c0137ab1fc1eee28fde88f3ecbda070d891','{"cleaning":[],"encoding":"utf-8","format":"jsonl","ingested_at":"2026-11-23T04:01:00Z","line":2,"offset":408,"path":"articles/a.jsonl","record":2,"sha256":"0403ac863ab3f2428f7ab7fe3d3b6c0137ab1fc1eee28fde88f3ecbda070d891","software":"muragat"}');
CREATE INDEX articles_sha256 ON articles (sha256);
CREATE INDEX articles_source ON articles (source);
COMMIT;
