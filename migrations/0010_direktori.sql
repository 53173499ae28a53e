-- A login names one person in the whole installation. Units do not wait for each other's writers, so two
-- of them could choose the same one at the same instant: the one that comes second is refused here.

create unique index directory_login on directory (hash) where kind = 'login';
