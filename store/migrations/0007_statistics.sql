CREATE TABLE "savings_assumptions" (
	"id" text PRIMARY KEY NOT NULL,
	"assumptions" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "outcomes" ADD COLUMN "took_ms" integer;--> statement-breakpoint
CREATE INDEX "outcomes_by_time" ON "outcomes" USING btree ("created_at");--> statement-breakpoint
-- Desks of own labels begin by suggesting from now on; those that took tickets before go on as they were.
INSERT INTO "desk_policies" ("desk", "policy", "watch")
SELECT DISTINCT "desk", '{"automation": "confident", "secondLooks": 0.05}'::jsonb,
  '{"looked": 0, "errors": 0, "wealth": [], "most": 1}'::jsonb
FROM "cases"
WHERE "desk" IS NOT NULL AND "desk" NOT IN ('banking77', 'clinc150', 'customer-care', 'it-topic')
ON CONFLICT DO NOTHING;
