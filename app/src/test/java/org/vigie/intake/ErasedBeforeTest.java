package org.vigie.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.testing.OldDatabase;

/** What the migrations make of reports that were erased, and of holds, before an erased report was a day and a number. */
class ErasedBeforeTest {
    private static final String BEFORE = "192";
    private static final List<String> TABLES =
            List.of("compartment", "report", "incident", "lead", "legal_hold", "data_key");

    /** Two reports in a compartment, the second of which is erased: each with its key, its lead and a hold. */
    private static final String FILL = """
            insert into organisation (id, name, kind) values ('00000000-0000-4000-8000-00000000000a', 'One', 'HOTLINE');
            insert into compartment (id, org_id, name_sealed, opened_at)
                select gen_random_uuid(), id, '\\x00', now() from organisation;
            insert into report (id, org_id, receipt_mac, language, received_on, words_sealed, erased_at, compartment_id)
                select gen_random_uuid(), c.org_id, sha256(n::text::bytea), 'en', '2026-03-01', null,
                    case when n = 2 then now() end, c.id
                from compartment c, generate_series(1, 2) n;
            insert into incident (id, org_id, report_id, address_sealed, address_mac, host_mac, received_at, fetching,
                    started_at)
                select gen_random_uuid(), org_id, id, case when erased_at is null then '\\x00'::bytea end, receipt_mac,
                    receipt_mac, '2026-03-01T10:11:12Z', 'STARTED', '2026-03-01T11:11:12Z'
                from report order by erased_at nulls first;
            insert into lead (id, org_id, purpose, scope, depth, budget, spent, delay_ms, robots, subject, started_at)
                select gen_random_uuid(), org_id, 'REPORT', 'EXACT', 0, 10, number, 0, 'RFC9309', id, started_at
                from incident;
            insert into legal_hold (id, org_id, kind, number, record, reason_sealed, placed_by, placed_at)
                select gen_random_uuid(), org_id, 'REPORT', number, report_id, '\\x00', id, now() from incident;
            insert into data_key (record, org_id, wrapped_sealed, made_at)
                select id, org_id, '\\x00', '2026-03-01T10:11:12Z' from report;
            """;

    @Test
    void reportsThatWereErasedLoseWhatLeadsToThem(@TempDir Path folder) throws Exception {
        try (var old = new OldDatabase(folder, BEFORE, TABLES)) {
            old.execute(FILL);
            old.migrate();
            assertThat(old.text("""
                    select string_agg(concat_ws(' ', r.erased_at is null, r.receipt_mac is null, i.fetching,
                        i.address_mac is null, i.host_mac is null, i.started_at is null, l.subject = l.id,
                        h.compartment_id = r.compartment_id, k.made_at at time zone 'UTC'), '; ' order by i.number)
                    from report r join incident i on i.report_id = r.id join legal_hold h on h.record = r.id
                    join data_key k on k.record = r.id
                    join lead l on l.purpose = 'REPORT' and l.spent = i.number""")).isEqualTo("""
                    t f STARTED f f f f t 2026-03-01 00:00:00; f t ERASED t t t t t 2026-03-01 00:00:00""");
            assertThat(old.text("select string_agg(kind, ' ') from work where kind = 'crawl.forget'"))
                    .isEqualTo("crawl.forget");
        }
    }
}
