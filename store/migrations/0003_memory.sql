CREATE TABLE "document_facts" (
	"case_id" text PRIMARY KEY NOT NULL,
	"file" text NOT NULL,
	"part" integer NOT NULL,
	"supplier_keys" text[] NOT NULL,
	"supplier_name" text,
	"number" text,
	"gross" text,
	"net" text,
	"currency" text,
	"issue_date" text,
	"iban" text,
	"order" text,
	"figures" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "purchase_orders" (
	"key" text PRIMARY KEY NOT NULL,
	"order" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "document_facts" ADD CONSTRAINT "document_facts_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "document_facts_by_file" ON "document_facts" USING btree ("file");--> statement-breakpoint
CREATE INDEX "document_facts_by_supplier" ON "document_facts" USING gin ("supplier_keys");--> statement-breakpoint
CREATE INDEX "document_facts_by_amount" ON "document_facts" USING btree ("gross","issue_date");--> statement-breakpoint
CREATE INDEX "document_facts_by_order" ON "document_facts" USING btree ("order");