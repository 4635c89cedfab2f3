ALTER TABLE "cases" ADD COLUMN "escalation" jsonb;--> statement-breakpoint
CREATE FUNCTION docket_keep_verdict() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND OLD.decided_at IS NULL THEN
    RETURN OLD;
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.decided_at IS NULL THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE'
    AND (NEW.case_id, NEW.desk, NEW.opened_at, NEW.decided_at, NEW.reviewer, NEW.wrong)
      IS NOT DISTINCT FROM (OLD.case_id, OLD.desk, OLD.opened_at, OLD.decided_at, OLD.reviewer, OLD.wrong)
    AND (OLD.counted_at IS NULL OR NEW.counted_at IS NOT DISTINCT FROM OLD.counted_at) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the verdict of a second look is kept: % is refused', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
--> statement-breakpoint
CREATE TRIGGER second_looks_keep_verdict BEFORE UPDATE OR DELETE ON second_looks FOR EACH ROW EXECUTE FUNCTION docket_keep_verdict();
--> statement-breakpoint
CREATE TRIGGER second_looks_no_truncate BEFORE TRUNCATE ON second_looks FOR EACH STATEMENT EXECUTE FUNCTION docket_refuse_change();
