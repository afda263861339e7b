package org.vigie.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vigie.command.Commands;
import org.vigie.command.ExitCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The main job as a newcomer sees it: one command, real parts, and what the world saw of it. */
class DemoIT {
    @Test
    void everyPlantedPictureIsFoundItsHostAskedOnceAndItsRemovalSeen() {
        JsonNode table = run("--world-seed", "7");

        assertThat(table.get("found").asInt())
                .isEqualTo(table.get("planted").asInt())
                .isPositive();
        assertThat(table.get("false_positives").asInt()).isZero();
        assertThat(table.get("notices_sent").asInt()).isPositive();
        assertThat(table.get("notices_repeated_with_new_id").asInt()).isZero();
        assertThat(table.get("removed").asInt()).isPositive();
        assertThat(table.get("reappeared").asInt()).isPositive();
        assertThat(table.get("still_up").asInt()).isPositive();
        assertThat(table.get("forbidden_by_robots").asInt()).isPositive();
        assertThat(table.get("human_exposures").asInt()).isZero();
    }

    @Test
    void nothingIsFoundWhereNothingIsPlanted() {
        JsonNode table = run("--world-plants", "0");

        assertThat(table.get("planted").asInt()).isZero();
        assertThat(table.get("found").asInt()).isZero();
        assertThat(table.get("false_positives").asInt()).isZero();
        assertThat(table.get("notices_sent").asInt()).isZero();
    }

    private static JsonNode run(String... more) {
        var out = new StringWriter();
        var line = Commands.line(List.of(new DemoCommand())).setOut(new PrintWriter(out));
        var arguments = new java.util.ArrayList<>(List.of("demo", "--once", "--json"));
        arguments.addAll(List.of(more));

        assertThat(line.execute(arguments.toArray(String[]::new))).isEqualTo(ExitCode.OK);
        return JsonMapper.shared().readTree(out.toString());
    }
}
