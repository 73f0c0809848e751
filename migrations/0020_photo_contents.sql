-- Whether the content of a photograph was used before is asked at each acceptance, and before bytes are removed.
create index files_content on files (county, sha256);
