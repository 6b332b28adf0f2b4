CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
END $$

CREATE OR REPLACE FUNCTION ledger_refuse_emptying() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  has_rows boolean;
BEGIN -- TRUNCATE holds the table alone, so nobody fills it between this look and its end
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.%I)', TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO has_rows;
  IF has_rows THEN
    RAISE EXCEPTION 'The ledger is append-only: a table with rows is not emptied.'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$

CREATE OR REPLACE FUNCTION ledger_balance_posting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  parts bigint;
  total numeric;
BEGIN
  SELECT count(*), coalesce(sum(amount), 0) INTO parts, total FROM ledger_entry WHERE posting_id = NEW.id;
  IF parts < 2 OR total <> 0 THEN
    RAISE EXCEPTION 'A posting has two entries or more, written before it, that sum to zero.'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$

CREATE OR REPLACE FUNCTION ledger_close_posting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM ledger_posting WHERE id = NEW.posting_id) THEN
    RAISE EXCEPTION 'The posting of this entry is closed.' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$

CREATE TRIGGER ledger_posting_is_kept BEFORE UPDATE OR DELETE ON ledger_posting
FOR EACH ROW EXECUTE FUNCTION ledger_refuse('The ledger is append-only: nothing in it is changed or removed. Post a correction.')

CREATE TRIGGER ledger_posting_is_not_emptied BEFORE TRUNCATE ON ledger_posting
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_emptying()

CREATE TRIGGER ledger_entry_is_kept BEFORE UPDATE OR DELETE ON ledger_entry
FOR EACH ROW EXECUTE FUNCTION ledger_refuse('The ledger is append-only: nothing in it is changed or removed. Post a correction.')

CREATE TRIGGER ledger_entry_is_not_emptied BEFORE TRUNCATE ON ledger_entry
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_emptying()

CREATE TRIGGER ledger_account_is_kept BEFORE UPDATE OR DELETE ON ledger_account
FOR EACH ROW EXECUTE FUNCTION ledger_refuse('An account of the ledger is never changed or removed once it is opened.')

CREATE TRIGGER ledger_account_is_not_emptied BEFORE TRUNCATE ON ledger_account
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_emptying()

CREATE TRIGGER ledger_posting_balances BEFORE INSERT ON ledger_posting
FOR EACH ROW EXECUTE FUNCTION ledger_balance_posting()

CREATE TRIGGER ledger_entry_is_in_time BEFORE INSERT ON ledger_entry
FOR EACH ROW EXECUTE FUNCTION ledger_close_posting()
