CREATE TABLE "desk_policies" (
	"desk" text PRIMARY KEY NOT NULL,
	"policy" jsonb NOT NULL,
	"watch" jsonb NOT NULL,
	"alarm_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "second_looks" (
	"case_id" text PRIMARY KEY NOT NULL,
	"desk" text NOT NULL,
	"opened_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"reviewer" text,
	"wrong" jsonb,
	"counted_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "second_looks" ADD CONSTRAINT "second_looks_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "second_looks_open" ON "second_looks" USING btree ("decided_at","opened_at");