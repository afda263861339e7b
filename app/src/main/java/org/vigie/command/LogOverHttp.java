package org.vigie.command;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.vigie.audit.TileFolder;
import org.vigie.core.merkle.MerkleHash;
import org.vigie.core.merkle.Tile;
import org.vigie.core.merkle.TileTree;
import org.vigie.core.note.SignedNote;

/** A log that somebody else serves as static files. It is believed as far as signatures and proofs go, and no further. */
final class LogOverHttp implements TileTree.Source {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(20);
    private static final int TILE_BYTES_MAX = Tile.WIDTH_FULL * MerkleHash.BYTES;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(ANSWER_MAX)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final String prefix;

    LogOverHttp(URI prefix) {
        if (!List.of("http", "https").contains(String.valueOf(prefix.getScheme()))) {
            throw new Failure(ExitCode.USAGE, "The address of a log begins with https:// or http://.");
        }
        this.prefix = prefix.toString().replaceFirst("/+$", "") + "/";
    }

    SignedNote note() {
        return get("checkpoint", SignedNote.CHARACTERS_MAX)
                .flatMap(bytes -> SignedNote.parse(new String(bytes, StandardCharsets.UTF_8)))
                .orElseThrow(() -> new Failure(ExitCode.NOT_FOUND, "The log serves no checkpoint at that address."));
    }

    @Override
    public List<MerkleHash> read(Tile tile) {
        // a log may drop a partial tile when the full one is there
        return get(tile.path(), TILE_BYTES_MAX)
                .or(() -> get(new Tile(tile.level(), tile.index(), Tile.WIDTH_FULL).path(), TILE_BYTES_MAX))
                .map(TileFolder::split)
                .orElseThrow(() -> new TileTree.MissingTile(tile));
    }

    private Optional<byte[]> get(String path, int bytesMax) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(prefix + path))
                .timeout(ANSWER_MAX)
                .build();
        try {
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                byte[] bytes = body.readNBytes(bytesMax + 1);
                return answer.statusCode() == 200 && bytes.length <= bytesMax ? Optional.of(bytes) : Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.INTERRUPTED, "Interrupted.");
        } catch (IOException e) {
            throw new Failure(ExitCode.UNAVAILABLE, "The log does not answer.");
        }
    }
}
