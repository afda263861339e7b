package org.vigie.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.vigie.hashlist.ListContents;

/** What a file matches, in the words of Hasher-Matcher-Actioner, however the file came. */
@Component
class FileAnswers {
    private final LookUpService lookUps;
    private final ListContents contents;

    FileAnswers(LookUpService lookUps, ListContents contents) {
        this.lookUps = lookUps;
        this.contents = contents;
    }

    /**
     * What is asked about.
     *
     * @param type the one type of hash, or empty for all
     * @param banks names with commas between them, or empty for all
     */
    record Wanted(String type, String banks) {}

    /**
     * By type and bank, or by bank alone where one type is asked for.
     *
     * @param file read after the question itself was found good
     * @throws ApiProblem where nothing matches and not everything could be looked for
     */
    Map<String, ?> answer(ApiClient client, Wanted wanted, String form, Pictures.Reading file) throws IOException {
        if (!wanted.type().isEmpty()) {
            demandComputed(wanted.type());
        }
        lookUps.demandAnswers(client);
        var picture = file.read();
        var found =
                lookUps.media(client, picture.hashes(), picture.frames(), form).orElseThrow(ApiProblem::held);
        if (found.isEmpty()) {
            picture.demandCompared();
        }
        var inBanks = Signals.inBanks(found.stream().map(Hit::of).toList(), wanted.banks());
        if (!wanted.type().isEmpty()) {
            String label = Signals.computed(wanted.type()).orElseThrow().label();
            return Signals.byBank(
                    inBanks.stream().filter(hit -> hit.type().equals(label)).toList());
        }
        Map<String, List<Hit>> types = new LinkedHashMap<>();
        for (var hit : inBanks) {
            types.computeIfAbsent(hit.type(), label -> new ArrayList<>()).add(hit);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        types.forEach((label, hits) -> answer.put(label, Signals.byBank(hits)));
        return answer;
    }

    /** Of other types nothing could be found, and that must not look like "no match". */
    private void demandComputed(String type) {
        if (Signals.computed(type).isEmpty()) {
            Signals.system(type, contents.systems());
            throw ApiProblem.badInput("Hashes of that type are not computed here. Send the hash by GET.");
        }
    }
}
