-- `said` names whom it was said to and the media it came through.
DROP VIEW said;
CREATE VIEW said AS
  SELECT s.id, a.date, a.outlet, n.name AS speaker, s.country, s.act, s.kind, s.lemma,
         substr(t.text, s.start + 1, s.end - s.start) AS content,
         s.negated, s.future, s.confidence, s.article, a.title, a.url,
         (SELECT m.name FROM statement_parties p JOIN names m ON m.id = p.name
           WHERE p.statement = s.id AND p.role = 'addressee') AS addressee,
         (SELECT group_concat(m.name, '; ') FROM statement_parties p JOIN names m ON m.id = p.name
           WHERE p.statement = s.id AND p.role = 'via') AS via,
         (SELECT group_concat(m.name, '; ') FROM statement_parties p JOIN names m ON m.id = p.name
           WHERE p.statement = s.id AND p.role = 'via_inherited') AS via_inherited
  FROM statements s JOIN articles a ON a.id = s.article JOIN texts t ON t.article = s.article
  LEFT JOIN names n ON n.id = s.speaker WHERE a.superseded_by IS NULL;
