CREATE TABLE "drafts" (
	"learner_id" uuid NOT NULL,
	"exercise_id" text NOT NULL,
	"runtime" text NOT NULL,
	"code" "bytea",
	"code_before_reset" "bytea",
	"saved_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "drafts_learner_id_exercise_id_runtime_pk" PRIMARY KEY("learner_id","exercise_id","runtime")
);
--> statement-breakpoint
CREATE TABLE "give_ups" (
	"learner_id" uuid NOT NULL,
	"exercise_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "give_ups_learner_id_exercise_id_pk" PRIMARY KEY("learner_id","exercise_id")
);
--> statement-breakpoint
CREATE TABLE "learners" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "submissions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"learner_id" uuid NOT NULL,
	"exercise_id" text NOT NULL,
	"exercise_hash" text NOT NULL,
	"runtime" text NOT NULL,
	"code" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"verdict" text,
	"solved" boolean DEFAULT false NOT NULL,
	"report" json,
	"judged_at" timestamp (3) with time zone,
	"leased_by" uuid,
	"lease_until" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "give_ups" ADD CONSTRAINT "give_ups_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_learner_id_learners_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "submissions_of_learner" ON "submissions" USING btree ("learner_id","created_at");--> statement-breakpoint
CREATE INDEX "submissions_of_exercise" ON "submissions" USING btree ("learner_id","exercise_id","created_at");--> statement-breakpoint
CREATE INDEX "submissions_queued" ON "submissions" USING btree ("lease_until") WHERE "submissions"."state" = 'queued';