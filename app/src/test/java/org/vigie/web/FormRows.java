package org.vigie.web;

import java.util.HexFormat;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.vigie.organisation.OrgId;
import org.vigie.seal.SealedIn;
import org.vigie.seal.Sealer;

/** Rows in a state that no sample of a module makes, put there past all walls. */
@TestComponent
class FormRows {
    private final Walled walled;
    private final Sealer sealer;

    FormRows(Walled walled, Sealer sealer) {
        this.walled = walled;
        this.sealer = sealer;
    }

    void entryHeld(OrgId org, String list, String entry) {
        walled.change("""
                insert into entry_hold (id, org_id, list_id, entry_id, items, hosts, since, held_at)
                values (gen_random_uuid(), '%s', '%s', %s, 1, 1, now(), now())
                """.formatted(org, list, entry));
    }

    /** A rule that somebody else asked for. */
    String ruleRequest(OrgId org, String kind, UUID asker) {
        var id = UUID.randomUUID().toString();
        walled.change("""
                insert into retention_request (id, org_id, kind, days, basis, valid_from, asked_by, asked_at)
                values ('%s', '%s', '%s', 60, 'Act of example', '2100-01-01', '%s', now())
                """.formatted(id, org, kind, asker));
        return id;
    }

    /** From which files are fetched for a client. */
    String host(OrgId org, String client) {
        var id = UUID.randomUUID().toString();
        walled.change("""
                insert into api_client_host (id, org_id, client_id, host, added_at)
                values ('%s', '%s', '%s', 'files.example', now())
                """.formatted(id, org, client));
        return id;
    }

    /** An analyst. */
    String person(OrgId org, String name, String state) {
        var id = UUID.randomUUID().toString();
        walled.change("""
                insert into person (id, org_id, name, sign_in_name, state, created_at)
                values ('%1$s', '%2$s', '%3$s', %4$s, '%5$s', now())
                """.formatted(id, org, name, state.equals("INVITED") ? "null" : "'p" + id + "'", state));
        walled.change(
                "insert into person_role (person_id, org_id, role) values ('%s', '%s', 'ANALYST')".formatted(id, org));
        return id;
    }

    /** As after the enrolment. */
    void enrolled(String person) {
        walled.change("update person set state = 'ACTIVE', sign_in_name = 'p%1$s' where id = '%1$s'".formatted(person));
    }

    String session(OrgId org, String person) {
        var id = UUID.randomUUID().toString();
        walled.change("""
                insert into person_session (session_mac, id, org_id, person_id, person_version, node, browser, system,
                    opened_at, opened_with, seen_at, proven_with)
                values (sha256('%1$s'), '%1$s', '%2$s', '%3$s', 0, 'test', 'OTHER', 'OTHER', now(), 'PASSKEY', now(), 'PASSKEY')
                """.formatted(id, org, person));
        return id;
    }

    /** That nobody can sign in with. */
    void passkey(OrgId org, String person) {
        walled.change("""
                insert into passkey (id, org_id, person_id, credential_id, attested_data, sign_count, transports,
                    backup_eligible, backed_up, label, created_at)
                values (gen_random_uuid(), '%s', '%s', sha256(gen_random_uuid()::text::bytea), '\\x01', 0, '{}', true,
                    false, 'Key', now())
                """.formatted(org, person));
    }

    void identityService(OrgId org) {
        walled.change("""
                insert into organisation_sign_in (org_id, code, issuer, client_id, secret_sealed, changed_at)
                values ('%1$s', left('x%1$s', 30), 'http://127.0.0.1:9/issuer', 'vigie', '\\x01', now())
                """.formatted(org));
    }

    void heldByPolice(String notice) {
        walled.change("update notice set state = 'HELD', hold_cause = 'POLICE' where id = '%s'".formatted(notice));
    }

    /** @param word that its letter says */
    void sent(String notice, String word) {
        var letter = """
                {"subject": "A notice", "text": "%s", "attachments": [], "written": "2026-11-27T00:00:00Z"}
                """.formatted(word);
        byte[] sealed = sealer.seal(letter, new SealedIn("notice", "letter_sealed", UUID.fromString(notice)));
        walled.change("""
                update notice set state = 'SENT', sent_at = now(), closed_at = now(), letter_sealed = decode('%s', 'hex')
                where id = '%s'
                """.formatted(HexFormat.of().formatHex(sealed), notice));
    }

    void itemHeld(String item) {
        walled.change("update item set state = 'HELD', hold_reason = 'NEAR_MATCH' where id = '%s'".formatted(item));
    }

    void reportsHeldBack(OrgId org) {
        walled.change(
                "update incident set fetching = 'HELD_BACK', started_at = null where org_id = '%s'".formatted(org));
    }

    /** A file of a hash list: a hash for each digit, all of that digit. */
    static String list(String... digits) {
        var rows = new StringBuilder("algorithm,hash,class,source,note\n");
        for (String digit : digits) {
            rows.append("sha256,").append(digit.repeat(64)).append(",csam,test,invented\n");
        }
        return rows.toString();
    }
}
