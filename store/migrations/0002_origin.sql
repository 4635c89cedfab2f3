ALTER TABLE "cases" ADD COLUMN "origin" jsonb;--> statement-breakpoint
CREATE INDEX "cases_by_parent" ON "cases" USING btree ("parent_id");