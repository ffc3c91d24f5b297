-- Who held the office on the record's date, where the article gives the title alone.
ALTER TABLE actors ADD COLUMN known_as TEXT;
