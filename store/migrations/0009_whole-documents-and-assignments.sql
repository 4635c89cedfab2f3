ALTER TABLE "cases" ADD COLUMN "assignment" jsonb;--> statement-breakpoint
ALTER TABLE "desk_policies" ADD COLUMN "document_watch" jsonb;--> statement-breakpoint
ALTER TABLE "desk_policies" ADD COLUMN "document_alarm_at" timestamp (3) with time zone;