CREATE TABLE "model_answers" (
	"key" text PRIMARY KEY NOT NULL,
	"answer" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "model_calls" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"case_id" text NOT NULL,
	"desk" text NOT NULL,
	"model" text NOT NULL,
	"prompt_tokens" integer NOT NULL,
	"answer_tokens" integer NOT NULL,
	"ms" integer NOT NULL,
	"cost_micros" bigint NOT NULL,
	"cached" boolean NOT NULL
);
--> statement-breakpoint
ALTER TABLE "model_calls" ADD CONSTRAINT "model_calls_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "model_calls_by_case" ON "model_calls" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "model_calls_by_time" ON "model_calls" USING btree ("at","desk");