package org.vigie.crawl.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.database.Mode;
import org.vigie.testing.HostileServer;

/** Where the fetcher connects to, whatever names and redirects say. All that is connected to is loopback. */
class EgressTest extends FetchTestBase {
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("192.0.2.1");

    private final HostileServer server = server((connection, request) -> connection.sendPage("<html>hello</html>"));

    private Fetcher live(NameService names) {
        return kept(FetchWiring.fetcher(new EgressGuard(Mode.LIVE, Set.of(server.port())), names, QUICK));
    }

    private Fetcher test(NameService names) {
        return kept(FetchWiring.fetcher(new EgressGuard(Mode.TEST, Set.of()), names, QUICK));
    }

    private FetchOutcome fetch(Fetcher fetcher) {
        return fetcher.fetch(address(server, "/page"), BodyRule.CONTENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.0.0.1",
                "100.64.0.1",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::127.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:a9fe:a9fe::",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void liveModeConnectsToNoSpecialAddress(String address) {
        InetAddress literal = InetAddress.ofLiteral(address);

        assertFailed(fetch(live(host -> List.of(literal))), FetchFailure.REFUSED_ADDRESS);
        assertThat(server.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1",
                "http://2130706433",
                "http://0x7f.1",
                "http://127.1",
                "http://017700000001",
                "http://[::1]",
                "http://[::ffff:127.0.0.1]",
                "http://[::ffff:7f00:1]",
                "http://%31%32%37.0.0.1",
                "http://\uff11\uff12\uff17.0.0.1",
                "http://user@127.0.0.1",
                "http://127.0.0.1."
            })
    void liveModeKnowsThisMachineInEverySpelling(String origin) {
        CanonicalAddress address = CanonicalAddress.parse(origin + ":" + server.port() + "/");
        NameService literals = host -> List.of(InetAddress.ofLiteral(host));

        assertFailed(live(literals).fetch(address, BodyRule.CONTENT), FetchFailure.REFUSED_ADDRESS);
        assertThat(server.connections()).isZero();
    }

    @Test
    void testModeConnectsToThisMachineOnly() {
        assertThat(fetch(test(host -> List.of(HERE)))).isInstanceOf(Answer.class);
        assertFailed(fetch(test(host -> List.of(ELSEWHERE))), FetchFailure.REFUSED_ADDRESS);
        assertFailed(
                fetch(test(host -> List.of(InetAddress.ofLiteral("169.254.169.254")))), FetchFailure.REFUSED_ADDRESS);
    }

    @Test
    void oneBadAddressAmongGoodOnesRefusesTheName() {
        for (List<InetAddress> mixed : List.of(List.of(HERE, ELSEWHERE), List.of(ELSEWHERE, HERE))) {
            assertFailed(fetch(test(host -> mixed)), FetchFailure.REFUSED_ADDRESS);
        }
        assertThat(server.connections()).isZero();
    }

    @Test
    void aNameIsAskedForOncePerConnectionAndCheckedEachTime() {
        AtomicInteger asked = new AtomicInteger();
        Fetcher fetcher = test(host -> List.of(asked.incrementAndGet() == 1 ? HERE : ELSEWHERE));
        HostileServer closing = server((connection, request) -> {
            connection.send(head("text/html", 6, "Connection: close\r\n") + "<html>");
            connection.close();
        });

        assertThat(fetcher.fetch(address(closing, "/"), BodyRule.CONTENT)).isInstanceOf(Answer.class);
        assertThat(asked).hasValue(1);
        assertFailed(fetcher.fetch(address(closing, "/"), BodyRule.CONTENT), FetchFailure.REFUSED_ADDRESS);
        assertThat(asked).hasValue(2);
        assertThat(closing.connections()).isEqualTo(1);
    }

    @Test
    void theAddressThatAnsweredIsTold() {
        assertThat(answer(fetch(test(host -> List.of(HERE)))).peer()).isEqualTo(HERE);
    }

    @Test
    void aNameWithoutOrWithTooManyAddressesIsNone() {
        assertFailed(fetch(test(host -> List.of())), FetchFailure.NO_SUCH_NAME);
        assertFailed(fetch(test(host -> Stream.generate(() -> HERE).limit(1_000).toList())), FetchFailure.NO_SUCH_NAME);
        assertThat(server.connections()).isZero();
    }

    @Test
    void namesThatFailSayHow() {
        assertFailed(
                fetch(live(host -> {
                    throw new UnknownHostException(host);
                })),
                FetchFailure.NO_SUCH_NAME);
        assertFailed(
                fetch(live(host -> {
                    throw new SystemNames.NamesUnavailable();
                })),
                FetchFailure.DNS);
    }

    @Test
    void unusualPortsAreRefusedInLiveMode() {
        Fetcher fetcher =
                kept(FetchWiring.fetcher(new EgressGuard(Mode.LIVE, Set.of(8080)), host -> List.of(ELSEWHERE), QUICK));

        for (int port : new int[] {22, 25, 3306, 5432, 6379, 8081, server.port()}) {
            CanonicalAddress address = CanonicalAddress.parse("http://host.example:" + port + "/");
            assertFailed(fetcher.fetch(address, BodyRule.CONTENT), FetchFailure.REFUSED_PORT);
        }
        CanonicalAddress allowed = CanonicalAddress.parse("http://host.example:8080/");
        assertFailed(fetcher.fetch(allowed, BodyRule.CONTENT), FetchFailure.REFUSED_ADDRESS);
    }

    @Test
    void testModeAsksNoNameServer() throws Exception {
        TestNames names = new TestNames(List.of("Host.example=127.0.0.2"));

        assertThat(names.lookup("host.example")).containsExactly(InetAddress.ofLiteral("127.0.0.2"));
        assertThat(names.lookup("a.localhost")).containsExactly(HERE);
        assertThatThrownBy(() -> names.lookup("other.example")).isInstanceOf(RefusedAddress.class);
        assertThatThrownBy(() -> new TestNames(List.of("host.example=192.0.2.1")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingIsRememberedOrSentAlong() {
        HostileServer setting = server((connection, request) -> connection.send("HTTP/1.1 200 OK\r\n"
                + "Set-Cookie: who=you; Path=/\r\n".repeat(100)
                + "ETag: \"you\"\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>"));

        for (int i = 0; i < 3; i++) {
            fetcher().fetch(address(setting, "/page?i=" + i), BodyRule.CONTENT);
        }

        assertThat(setting.requests())
                .hasSize(3)
                .allSatisfy(request -> assertThat(request.head())
                        .contains("User-Agent: Vigie/")
                        .doesNotContainIgnoringCase("cookie")
                        .doesNotContainIgnoringCase("referer")
                        .doesNotContainIgnoringCase("if-none-match")
                        .doesNotContainIgnoringCase("authorization"));
    }

    @Test
    void aRequestForAPasswordIsNotAnswered() {
        HostileServer asking = server((connection, request) ->
                connection.send("HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n"));

        assertThat(answer(fetch(asking)).status()).isEqualTo(401);
        assertThat(asking.requests()).hasSize(1);
    }
}
