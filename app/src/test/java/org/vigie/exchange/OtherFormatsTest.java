package org.vigie.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.hashlist.MaterialClass;

class OtherFormatsTest {
    private static final String ICSE_HEADER =
            "MD5;SHA1;PhotoDNA;Image ID;Is distributed;Victim identified;Offender identified;"
                    + "Series name;Number of submissions;File Available;Media Type;Baseline\n";
    private static final String MD5 = "ab".repeat(16);
    private static final String SHA1 = "cd".repeat(20);

    @Test
    void theBaselineOfIcseIsMaterialAndTheRestIsLeftToAPerson() throws IOException {
        Read read = icse(ICSE_HEADER
                + MD5 + ";" + SHA1 + ";;77;true;true;false;A series;12;true;image;true\n"
                + "ef".repeat(16) + ";;;78;false;false;false;;1;true;image;false\n");

        assertThat(read.rejected).isEmpty();
        assertThat(read.entries)
                .extracting(entry -> entry.classAsGiven() + " " + entry.materialClass())
                .containsExactly("interpol-baseline CSAM", "interpol-baseline CSAM", "icse-not-baseline UNMAPPED");
        assertThat(read.entries.getFirst().provenance().sourceId()).isEqualTo("77");
        assertThat(read.entries.getFirst().provenance().affirmed()).isEqualTo(12);
        assertThat(read.entries).allSatisfy(entry -> assertThat(entry.note()).isEmpty());
    }

    @Test
    void linesOfIcseThatAreNotTakenSayWhy() throws IOException {
        Read read = icse(ICSE_HEADER
                + "short;;;1;;;;;;;;1\n"
                + MD5 + ";;1\n"
                + "d41d8cd98f00b204e9800998ecf8427e;;;1;;;;;;;;1\n");

        assertThat(read.reasons()).containsExactly("2 HASH", "3 FIELD_COUNT", "4 EMPTY_CONTENT");
        assertThat(icse("MD5,SHA1\n" + MD5 + "\n").reasons()).containsExactly("1 HEADER", "2 NO_HEADER");
    }

    @Test
    void photoDnaOfIcseIsKeptAsItIs() throws IOException {
        String value = "AQID".repeat(48);
        Read read = icse(
                ICSE_HEADER + MD5 + ";;" + value + ";77;;;;;;;;1\n" + MD5.replace('a', 'c') + ";;AAAA;78;;;;;;;;1\n");

        assertThat(read.opaque)
                .extracting(entry -> entry.sourceId() + " " + entry.classAsGiven() + " " + entry.hash())
                .containsExactly("77 interpol-baseline photodna:" + "010203".repeat(48));
        assertThat(read.reasons()).containsExactly("3 HASH");
        assertThat(read.entries).as("its other hash is good").hasSize(2);
    }

    @Test
    void aSetOfCommonFilesIsReadWithAndWithoutHeader() throws IOException {
        Read library = nsrl("""
                "SHA-1","MD5","CRC32","FileName","FileSize","ProductCode","OpSystemCode","SpecialCode"
                "%s","%s","00000000","a, ""b"".dll",12,1,"1",""
                "nonsense","%s","0","c",1,1,"1",""
                """.formatted(SHA1, MD5, "12".repeat(16)));
        assertThat(library.entries)
                .extracting(entry -> entry.hash().algorithm())
                .containsExactly(HashAlgorithm.SHA1, HashAlgorithm.MD5, HashAlgorithm.MD5);
        assertThat(library.reasons()).containsExactly("3 HASH");
        assertThat(library.entries).allMatch(entry -> entry.materialClass() == MaterialClass.UNMAPPED);

        Read bare = nsrl(MD5 + "\n" + SHA1 + "\n\n" + "ef".repeat(32) + "\nnone\n");
        assertThat(bare.entries)
                .extracting(entry -> entry.hash().algorithm())
                .containsExactly(HashAlgorithm.MD5, HashAlgorithm.SHA1, HashAlgorithm.SHA256);
        assertThat(bare.reasons()).containsExactly("5 HASH");
    }

    private static Read icse(String text) throws IOException {
        return Read.of(text, (in, reader) -> IcseReader.read(in, "A police service", reader));
    }

    private static Read nsrl(String text) throws IOException {
        return Read.of(text, (in, reader) -> HashSetReader.read(in, "A library", reader));
    }
}
