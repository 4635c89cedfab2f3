ALTER TABLE "cases" ADD COLUMN "due_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "stake" jsonb;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "urgent_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "lock_holder" text;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "lock_reviewer" text;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "locked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "locked_until" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "cases_by_urgency" ON "cases" USING btree ("state","urgent_at","id");--> statement-breakpoint
UPDATE "cases" SET "urgent_at" = "updated_at" WHERE "state" = 'review';