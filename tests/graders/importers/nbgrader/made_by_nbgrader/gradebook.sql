BEGIN TRANSACTION;
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL);
INSERT INTO "alembic_version" VALUES('e43177bfe90b');
CREATE TABLE assignment (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	duedate DATETIME, 
	course_id VARCHAR(128) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name), 
	FOREIGN KEY(course_id) REFERENCES course (id)
);
INSERT INTO "assignment" VALUES('1419038ca743498ea27fd37010a17b11','ps-mean','2025-03-03 23:59:59.000000','stats101');
INSERT INTO "assignment" VALUES('eaed87efbc2a4e1e928e49688994e396','ps-byhand',NULL,'stats101');
INSERT INTO "assignment" VALUES('5c9c9e3f4c464f1ba4caf44de0a58e10','ps-order',NULL,'stats101');
CREATE TABLE base_cell (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	notebook_id VARCHAR(32) NOT NULL, 
	type VARCHAR(50), 
	PRIMARY KEY (id), 
	UNIQUE (name, notebook_id, type), 
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
INSERT INTO "base_cell" VALUES('d0905f497faa40ec92d310ed6b6f2ec5','mean','a70bac16cb0548c8b5b19e0e59491599','GradeCell');
INSERT INTO "base_cell" VALUES('34866e28ec0e4d4590f6c1791a48558a','mean-more','a70bac16cb0548c8b5b19e0e59491599','GradeCell');
INSERT INTO "base_cell" VALUES('3eb573136767417d961df47d5245f5cc','mean-a','a70bac16cb0548c8b5b19e0e59491599','SolutionCell');
INSERT INTO "base_cell" VALUES('92ab72004277499bb0cfc506f7cf1c3b','why','f4965e5dce5b41fcbcd8526221cc46b8','GradeCell');
INSERT INTO "base_cell" VALUES('980f53a996b145c59cd3c315e93a957f','plot','f4965e5dce5b41fcbcd8526221cc46b8','GradeCell');
INSERT INTO "base_cell" VALUES('29dce4837b7a4eaba5cd9560b12f95e5','z','f4965e5dce5b41fcbcd8526221cc46b8','GradeCell');
INSERT INTO "base_cell" VALUES('f846e1838bea4989a2d83c2cc63ec732','why','f4965e5dce5b41fcbcd8526221cc46b8','SolutionCell');
INSERT INTO "base_cell" VALUES('9607752873c243bab66a6ebc076d4265','plot','f4965e5dce5b41fcbcd8526221cc46b8','SolutionCell');
INSERT INTO "base_cell" VALUES('6ffb00864cb7495a92541f0b00846c2f','z-a','f4965e5dce5b41fcbcd8526221cc46b8','SolutionCell');
INSERT INTO "base_cell" VALUES('3ebd1be7312b458088390ec1faed759c','essay','f4965e5dce5b41fcbcd8526221cc46b8','TaskCell');
INSERT INTO "base_cell" VALUES('99c3389a8ada45d083638cf7e5eab06d','q1','c4870e0f3a4847a39c7d24713be5fbe6','GradeCell');
INSERT INTO "base_cell" VALUES('bdf38f95557c4507b1de26855cebac79','q2','c4870e0f3a4847a39c7d24713be5fbe6','GradeCell');
INSERT INTO "base_cell" VALUES('8188715276e84af18dbd605255d8ff37','q3','c4870e0f3a4847a39c7d24713be5fbe6','GradeCell');
INSERT INTO "base_cell" VALUES('8a61c7902fbb4b848fc525bb9e56e56f','q4','c4870e0f3a4847a39c7d24713be5fbe6','GradeCell');
INSERT INTO "base_cell" VALUES('10328ae2c04e46ccb7900ba99fdebca8','x1','c4870e0f3a4847a39c7d24713be5fbe6','SolutionCell');
INSERT INTO "base_cell" VALUES('a35f4c7bc27d4740bf17137e4fb20e20','x2','c4870e0f3a4847a39c7d24713be5fbe6','SolutionCell');
CREATE TABLE comment (
	id VARCHAR(32) NOT NULL, 
	notebook_id VARCHAR(32), 
	cell_id VARCHAR(32), 
	auto_comment TEXT, 
	manual_comment TEXT, 
	PRIMARY KEY (id), 
	UNIQUE (cell_id, notebook_id), 
	FOREIGN KEY(notebook_id) REFERENCES submitted_notebook (id), 
	FOREIGN KEY(cell_id) REFERENCES base_cell (id)
);
INSERT INTO "comment" VALUES('3a89c7159df243c89a8bb9f84e7db9e2','94b93deb1a5a4919af209efe5e37af53','f846e1838bea4989a2d83c2cc63ec732',NULL,'Say more,
please.');
CREATE TABLE course (
	id VARCHAR(128) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (id)
);
INSERT INTO "course" VALUES('stats101');
INSERT INTO "course" VALUES('default_course');
CREATE TABLE grade (
	id VARCHAR(32) NOT NULL, 
	notebook_id VARCHAR(32), 
	cell_id VARCHAR(32), 
	auto_score FLOAT, 
	manual_score FLOAT, 
	extra_credit FLOAT, 
	needs_manual_grade BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (cell_id, notebook_id), 
	FOREIGN KEY(notebook_id) REFERENCES submitted_notebook (id), 
	FOREIGN KEY(cell_id) REFERENCES base_cell (id)
);
INSERT INTO "grade" VALUES('f5b3885adc584ddf83904a2d8fbb6d6d','0014abd06c244102b2dcd993d72f54f9','d0905f497faa40ec92d310ed6b6f2ec5',2.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('d6e50b1dcb3b4dc19e0b33242d4fe348','0014abd06c244102b2dcd993d72f54f9','34866e28ec0e4d4590f6c1791a48558a',1.5,NULL,NULL,0);
INSERT INTO "grade" VALUES('a13d0cdace694d1b9fa53576976f874a','ada8a2a7fa0f43b5bb226edb8bc27821','d0905f497faa40ec92d310ed6b6f2ec5',2.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('ce76d1df43fe404799f9d44c067dd28a','ada8a2a7fa0f43b5bb226edb8bc27821','34866e28ec0e4d4590f6c1791a48558a',0.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('54fabde0084842b79753ecd47e20fa81','848a9c4e613841abba4db81fa69a53d9','d0905f497faa40ec92d310ed6b6f2ec5',0.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('0c648a518a1e461a8f1f7c80e065670b','848a9c4e613841abba4db81fa69a53d9','34866e28ec0e4d4590f6c1791a48558a',0.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('35e299a29ae449f5b34abc1e6e7d22fa','ae558d663a4f46aab2894095a4776900','92ab72004277499bb0cfc506f7cf1c3b',NULL,NULL,NULL,1);
INSERT INTO "grade" VALUES('751b2c68228c44bf9732b45080ebf20e','ae558d663a4f46aab2894095a4776900','980f53a996b145c59cd3c315e93a957f',NULL,NULL,NULL,1);
INSERT INTO "grade" VALUES('7ac5403e1066421692e2d35563f8afd0','ae558d663a4f46aab2894095a4776900','29dce4837b7a4eaba5cd9560b12f95e5',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('56a0f6dcadb94882b85b39482671d34c','ae558d663a4f46aab2894095a4776900','3ebd1be7312b458088390ec1faed759c',NULL,1.0,NULL,1);
INSERT INTO "grade" VALUES('ebce494118e74109980afc4fd5e2b48e','94b93deb1a5a4919af209efe5e37af53','92ab72004277499bb0cfc506f7cf1c3b',NULL,3.5,NULL,0);
INSERT INTO "grade" VALUES('a392dc0bcc974c179b1c4529e76685cd','94b93deb1a5a4919af209efe5e37af53','980f53a996b145c59cd3c315e93a957f',0.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('b86282abdfb04187a4a5823d30bd84f2','94b93deb1a5a4919af209efe5e37af53','29dce4837b7a4eaba5cd9560b12f95e5',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('e358536144304f69a44facd9fd846ec0','94b93deb1a5a4919af209efe5e37af53','3ebd1be7312b458088390ec1faed759c',NULL,NULL,NULL,1);
INSERT INTO "grade" VALUES('8a7b82b3be6141faa03c3d3fb381cb64','434df4ed15494057a6490a78b82fe67e','92ab72004277499bb0cfc506f7cf1c3b',NULL,NULL,NULL,1);
INSERT INTO "grade" VALUES('16730e7a4d7a46a48e09b7a9d7b4964f','434df4ed15494057a6490a78b82fe67e','980f53a996b145c59cd3c315e93a957f',NULL,NULL,NULL,1);
INSERT INTO "grade" VALUES('be1cb21171e64b45ac95590753bdfb72','434df4ed15494057a6490a78b82fe67e','29dce4837b7a4eaba5cd9560b12f95e5',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('62c90ecf3ed44ecc95974420396a822e','434df4ed15494057a6490a78b82fe67e','3ebd1be7312b458088390ec1faed759c',NULL,NULL,NULL,1);
INSERT INTO "grade" VALUES('dde2fa8d5db2421d9cc547de58ea0e6d','635e72b75afa4a2bb7526097957e5a95','99c3389a8ada45d083638cf7e5eab06d',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('6495422746164aa59f08077db6d7da61','635e72b75afa4a2bb7526097957e5a95','bdf38f95557c4507b1de26855cebac79',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('b88f3fd2ded74dd19ac4b5258ac82e67','635e72b75afa4a2bb7526097957e5a95','8188715276e84af18dbd605255d8ff37',0.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('3d150f4f583a4685836313791c88a720','635e72b75afa4a2bb7526097957e5a95','8a61c7902fbb4b848fc525bb9e56e56f',2.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('8fbfc2f92c5745279a4d04639d187ae1','9d901a2ef9d742da95666b88ca6299eb','99c3389a8ada45d083638cf7e5eab06d',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('15b2be30ad08456aaa68e46fa954aa98','9d901a2ef9d742da95666b88ca6299eb','bdf38f95557c4507b1de26855cebac79',0.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('3e80581df0fa4a78b889fcd9c21db613','9d901a2ef9d742da95666b88ca6299eb','8188715276e84af18dbd605255d8ff37',0.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('16de6fb90d564675bf8f94384405023a','9d901a2ef9d742da95666b88ca6299eb','8a61c7902fbb4b848fc525bb9e56e56f',2.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('eb655a00cdc24a19ace985b83a7c13d7','013151e8b41c44a2ac9a50c1a040de8c','99c3389a8ada45d083638cf7e5eab06d',0.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('a51b5d51afa04765827ca048b69329bf','013151e8b41c44a2ac9a50c1a040de8c','bdf38f95557c4507b1de26855cebac79',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('20d482c6fa90410fafaac733f91e5474','013151e8b41c44a2ac9a50c1a040de8c','8188715276e84af18dbd605255d8ff37',0.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('54ee27c729104eb494bfb4dce709d944','013151e8b41c44a2ac9a50c1a040de8c','8a61c7902fbb4b848fc525bb9e56e56f',2.0,0.0,0.5,0);
CREATE TABLE grade_cells (
	id VARCHAR(32) NOT NULL, 
	max_score FLOAT NOT NULL, 
	cell_type VARCHAR(8) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES base_cell (id)
);
INSERT INTO "grade_cells" VALUES('d0905f497faa40ec92d310ed6b6f2ec5',2.0,'code');
INSERT INTO "grade_cells" VALUES('34866e28ec0e4d4590f6c1791a48558a',1.5,'code');
INSERT INTO "grade_cells" VALUES('92ab72004277499bb0cfc506f7cf1c3b',5.0,'markdown');
INSERT INTO "grade_cells" VALUES('980f53a996b145c59cd3c315e93a957f',3.0,'code');
INSERT INTO "grade_cells" VALUES('29dce4837b7a4eaba5cd9560b12f95e5',1.0,'code');
INSERT INTO "grade_cells" VALUES('99c3389a8ada45d083638cf7e5eab06d',1.0,'code');
INSERT INTO "grade_cells" VALUES('bdf38f95557c4507b1de26855cebac79',1.0,'code');
INSERT INTO "grade_cells" VALUES('8188715276e84af18dbd605255d8ff37',0.0,'code');
INSERT INTO "grade_cells" VALUES('8a61c7902fbb4b848fc525bb9e56e56f',2.0,'code');
CREATE TABLE notebook (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	assignment_id VARCHAR(32), 
	kernelspec VARCHAR(1024), 
	PRIMARY KEY (id), 
	UNIQUE (name, assignment_id), 
	FOREIGN KEY(assignment_id) REFERENCES assignment (id)
);
INSERT INTO "notebook" VALUES('a70bac16cb0548c8b5b19e0e59491599','mean','1419038ca743498ea27fd37010a17b11','{"display_name": "Python 3", "language": "python", "name": "python3"}');
INSERT INTO "notebook" VALUES('f4965e5dce5b41fcbcd8526221cc46b8','byhand','eaed87efbc2a4e1e928e49688994e396','{"display_name": "Python 3", "language": "python", "name": "python3"}');
INSERT INTO "notebook" VALUES('c4870e0f3a4847a39c7d24713be5fbe6','order','5c9c9e3f4c464f1ba4caf44de0a58e10','{"display_name": "Python 3", "language": "python", "name": "python3"}');
CREATE TABLE solution_cells (
	id VARCHAR(32) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES base_cell (id)
);
INSERT INTO "solution_cells" VALUES('3eb573136767417d961df47d5245f5cc');
INSERT INTO "solution_cells" VALUES('f846e1838bea4989a2d83c2cc63ec732');
INSERT INTO "solution_cells" VALUES('9607752873c243bab66a6ebc076d4265');
INSERT INTO "solution_cells" VALUES('6ffb00864cb7495a92541f0b00846c2f');
INSERT INTO "solution_cells" VALUES('10328ae2c04e46ccb7900ba99fdebca8');
INSERT INTO "solution_cells" VALUES('a35f4c7bc27d4740bf17137e4fb20e20');
CREATE TABLE source_cell (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	cell_type VARCHAR(8) NOT NULL, 
	locked BOOLEAN NOT NULL, 
	source TEXT, 
	checksum VARCHAR(128), 
	notebook_id VARCHAR(32), 
	PRIMARY KEY (id), 
	UNIQUE (name, notebook_id), 
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
CREATE TABLE student (
	id VARCHAR(128) NOT NULL, 
	first_name VARCHAR(128), 
	last_name VARCHAR(128), 
	email VARCHAR(128), 
	lms_user_id VARCHAR(128), 
	PRIMARY KEY (id)
);
INSERT INTO "student" VALUES('ada','Ada','Lovelace','ada@example.org',NULL);
INSERT INTO "student" VALUES('ben','Ben','O''Neil, Jr','ben@example.org',NULL);
INSERT INTO "student" VALUES('cyd',NULL,NULL,NULL,NULL);
INSERT INTO "student" VALUES('dan',NULL,NULL,NULL,NULL);
CREATE TABLE submitted_assignment (
	id VARCHAR(32) NOT NULL, 
	assignment_id VARCHAR(32), 
	student_id VARCHAR(128), 
	timestamp DATETIME, 
	extension DATETIME, 
	PRIMARY KEY (id), 
	UNIQUE (assignment_id, student_id), 
	FOREIGN KEY(assignment_id) REFERENCES assignment (id), 
	FOREIGN KEY(student_id) REFERENCES student (id)
);
INSERT INTO "submitted_assignment" VALUES('f73aaaf2170849c996965c819d10b9b1','1419038ca743498ea27fd37010a17b11','ada','2025-03-01 10:00:00.500000',NULL);
INSERT INTO "submitted_assignment" VALUES('5591fd9c84dd4e8eb3776908b12d685c','1419038ca743498ea27fd37010a17b11','ben','2025-03-04 07:30:00.000000',NULL);
INSERT INTO "submitted_assignment" VALUES('538ff44a7c1342dca041cf3a1a55575a','1419038ca743498ea27fd37010a17b11','dan','2025-03-02 09:58:20.000000',NULL);
INSERT INTO "submitted_assignment" VALUES('77b3f7442b8e40eca1230f304d631eb3','eaed87efbc2a4e1e928e49688994e396','ada','2025-03-01 10:00:00.500000',NULL);
INSERT INTO "submitted_assignment" VALUES('4a37e4af0f90461b828aa3c523127c15','eaed87efbc2a4e1e928e49688994e396','ben','2025-03-04 07:30:00.000000',NULL);
INSERT INTO "submitted_assignment" VALUES('87dc93d0d6034919971da09c8c7ed2df','eaed87efbc2a4e1e928e49688994e396','dan','2025-03-02 09:58:20.000000',NULL);
INSERT INTO "submitted_assignment" VALUES('50d13d0b21b54027ada8607a667234bc','5c9c9e3f4c464f1ba4caf44de0a58e10','ada','2025-03-01 10:00:00.500000',NULL);
INSERT INTO "submitted_assignment" VALUES('f611dacacdbe42629827f0e7fa2ef406','5c9c9e3f4c464f1ba4caf44de0a58e10','ben','2025-03-04 07:30:00.000000',NULL);
INSERT INTO "submitted_assignment" VALUES('34f33a723d1c4a9095d2f470aa2762bc','5c9c9e3f4c464f1ba4caf44de0a58e10','dan','2025-03-02 09:58:20.000000',NULL);
CREATE TABLE submitted_notebook (
	id VARCHAR(32) NOT NULL, 
	assignment_id VARCHAR(32), 
	notebook_id VARCHAR(32), 
	flagged BOOLEAN, 
	late_submission_penalty FLOAT, 
	PRIMARY KEY (id), 
	UNIQUE (notebook_id, assignment_id), 
	FOREIGN KEY(assignment_id) REFERENCES submitted_assignment (id), 
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
INSERT INTO "submitted_notebook" VALUES('0014abd06c244102b2dcd993d72f54f9','f73aaaf2170849c996965c819d10b9b1','a70bac16cb0548c8b5b19e0e59491599',0,NULL);
INSERT INTO "submitted_notebook" VALUES('ada8a2a7fa0f43b5bb226edb8bc27821','5591fd9c84dd4e8eb3776908b12d685c','a70bac16cb0548c8b5b19e0e59491599',0,NULL);
INSERT INTO "submitted_notebook" VALUES('848a9c4e613841abba4db81fa69a53d9','538ff44a7c1342dca041cf3a1a55575a','a70bac16cb0548c8b5b19e0e59491599',0,NULL);
INSERT INTO "submitted_notebook" VALUES('ae558d663a4f46aab2894095a4776900','77b3f7442b8e40eca1230f304d631eb3','f4965e5dce5b41fcbcd8526221cc46b8',0,NULL);
INSERT INTO "submitted_notebook" VALUES('94b93deb1a5a4919af209efe5e37af53','4a37e4af0f90461b828aa3c523127c15','f4965e5dce5b41fcbcd8526221cc46b8',0,NULL);
INSERT INTO "submitted_notebook" VALUES('434df4ed15494057a6490a78b82fe67e','87dc93d0d6034919971da09c8c7ed2df','f4965e5dce5b41fcbcd8526221cc46b8',0,NULL);
INSERT INTO "submitted_notebook" VALUES('635e72b75afa4a2bb7526097957e5a95','50d13d0b21b54027ada8607a667234bc','c4870e0f3a4847a39c7d24713be5fbe6',0,NULL);
INSERT INTO "submitted_notebook" VALUES('9d901a2ef9d742da95666b88ca6299eb','f611dacacdbe42629827f0e7fa2ef406','c4870e0f3a4847a39c7d24713be5fbe6',0,NULL);
INSERT INTO "submitted_notebook" VALUES('013151e8b41c44a2ac9a50c1a040de8c','34f33a723d1c4a9095d2f470aa2762bc','c4870e0f3a4847a39c7d24713be5fbe6',0,NULL);
CREATE TABLE task_cells (
	id VARCHAR(32) NOT NULL, 
	max_score FLOAT NOT NULL, 
	cell_type VARCHAR(8) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES base_cell (id)
);
INSERT INTO "task_cells" VALUES('3ebd1be7312b458088390ec1faed759c',2.0,'markdown');
COMMIT;
