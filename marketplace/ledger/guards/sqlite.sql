CREATE TRIGGER ledger_posting_is_not_changed BEFORE UPDATE ON ledger_posting
BEGIN
  SELECT RAISE(ABORT, 'The ledger is append-only: nothing in it is changed or removed. Post a correction.');
END

CREATE TRIGGER ledger_posting_is_not_removed BEFORE DELETE ON ledger_posting
BEGIN
  SELECT RAISE(ABORT, 'The ledger is append-only: nothing in it is changed or removed. Post a correction.');
END

CREATE TRIGGER ledger_posting_is_not_replaced BEFORE INSERT ON ledger_posting -- INSERT OR REPLACE deletes without a trigger
WHEN EXISTS (SELECT 1 FROM ledger_posting WHERE id = NEW.id OR "key" = NEW."key")
BEGIN
  SELECT RAISE(ABORT, 'The ledger is append-only: no row takes the place of another.');
END

CREATE TRIGGER ledger_entry_is_not_changed BEFORE UPDATE ON ledger_entry
BEGIN
  SELECT RAISE(ABORT, 'The ledger is append-only: nothing in it is changed or removed. Post a correction.');
END

CREATE TRIGGER ledger_entry_is_not_removed BEFORE DELETE ON ledger_entry
BEGIN
  SELECT RAISE(ABORT, 'The ledger is append-only: nothing in it is changed or removed. Post a correction.');
END

CREATE TRIGGER ledger_entry_is_not_replaced BEFORE INSERT ON ledger_entry -- INSERT OR REPLACE deletes without a trigger
WHEN EXISTS (SELECT 1 FROM ledger_entry WHERE id = NEW.id)
BEGIN
  SELECT RAISE(ABORT, 'The ledger is append-only: no row takes the place of another.');
END

CREATE TRIGGER ledger_account_is_not_changed BEFORE UPDATE ON ledger_account
BEGIN
  SELECT RAISE(ABORT, 'An account of the ledger is never changed or removed once it is opened.');
END

CREATE TRIGGER ledger_account_is_not_removed BEFORE DELETE ON ledger_account
BEGIN
  SELECT RAISE(ABORT, 'An account of the ledger is never changed or removed once it is opened.');
END

CREATE TRIGGER ledger_account_is_not_replaced BEFORE INSERT ON ledger_account -- INSERT OR REPLACE deletes without a trigger
WHEN EXISTS (SELECT 1 FROM ledger_account WHERE id = NEW.id)
BEGIN
  SELECT RAISE(ABORT, 'The ledger is append-only: no row takes the place of another.');
END

CREATE TRIGGER ledger_posting_balances BEFORE INSERT ON ledger_posting
WHEN (SELECT count(*) < 2 OR coalesce(sum(amount), 0) <> 0 FROM ledger_entry WHERE posting_id = NEW.id)
BEGIN
  SELECT RAISE(ABORT, 'A posting has two entries or more, written before it, that sum to zero.');
END

CREATE TRIGGER ledger_entry_is_in_time BEFORE INSERT ON ledger_entry
WHEN EXISTS (SELECT 1 FROM ledger_posting WHERE id = NEW.posting_id)
BEGIN
  SELECT RAISE(ABORT, 'The posting of this entry is closed.');
END
