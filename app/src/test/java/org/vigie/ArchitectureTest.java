package org.vigie;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.NetworkChannel;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** Who may use what. The reasons are in ARCHITECTURE.md; an exception stands here with its own. */
class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.vigie");

    /** The Maven modules below the application; the compiler keeps their borders. */
    private static final DescribedPredicate<JavaClass> BELOW_APP =
            resideInAnyPackage("org.vigie.core..", "org.vigie.media..");

    /** {@code main} stands above all modules: it starts the commands, and these start the application. */
    private static final DescribedPredicate<JavaClass> MAIN =
            describe("main", type -> type.isEquivalentTo(Vigie.class));

    private static final ApplicationModules MODULES = ApplicationModules.of(VigieApplication.class, BELOW_APP.or(MAIN));

    /** Classes that speak to the database past a repository, and why. */
    private static final Set<String> SQL_ELSEWHERE = Set.of(
            // streams all lists of all organisations with a role, a fetch size and a snapshot of its own
            "org.vigie.hashlist.ListFeed",
            // reads the whole log in one snapshot, with a role that can do nothing else
            "org.vigie.audit.AuditVerification",
            "org.vigie.audit.EntryCheck",
            "org.vigie.audit.TreeCheck",
            // for the doctor, without the application
            "org.vigie.audit.AuditStanding",
            // doctor looks at the server from outside, without the application
            "org.vigie.command.Examination");

    /** Classes that draw the borders of a transaction themselves, and why. */
    private static final Set<String> TRANSACTIONS_BY_HAND = Set.of(
            // makes the template
            "org.vigie.Wiring",
            // claims in one transaction, works in none, and notes the end in another
            "org.vigie.work.WorkRunner",
            // takes a block of a day in a transaction that ends before any of it is spent
            "org.vigie.limit.DayBlocks",
            // gives the quota back that it took before the transaction, where that fails
            "org.vigie.api.LookUpService",
            // takes one bounded batch of leaves after another
            "org.vigie.audit.AuditIntegrator",
            // an import commits batch after batch, so that a broken one is resumed
            "org.vigie.hashlist.ImportFlow");

    @Test
    void modulesUseOnlyWhatTheySayTheyUseAndHaveNoCycles() {
        MODULES.verify();
    }

    @Test
    void everyModuleSaysWhatItMayUseAndEveryPackageIsNullMarked() {
        assertThat(MODULES.stream().map(module -> module.getBasePackage().getName()))
                .allSatisfy(name -> assertThat(description(name).getAnnotation(ApplicationModule.class))
                        .as("@ApplicationModule of %s", name)
                        .isNotNull()
                        .satisfies(module -> assertThat(module.allowedDependencies())
                                .as("allowedDependencies of %s, which would otherwise be everything", name)
                                .doesNotContain(ApplicationModule.OPEN_TOKEN)));
        Set<String> packages = new TreeSet<>();
        ALL.forEach(type -> packages.add(type.getPackageName()));
        assertThat(packages)
                .allSatisfy(name -> assertThat(description(name).isAnnotationPresent(NullMarked.class))
                        .as("@NullMarked on %s", name)
                        .isTrue());
    }

    @Test
    void noModuleSaysThatItUsesWhatItDoesNot() {
        assertThat(MODULES.stream()).allSatisfy(module -> {
            Set<String> used = module.getDirectDependencies(MODULES)
                    .uniqueModules()
                    .map(other -> other.getIdentifier().toString())
                    .collect(Collectors.toSet());
            assertThat(used)
                    .as("what %s uses", module.getIdentifier())
                    .contains(description(module.getBasePackage().getName())
                            .getAnnotation(ApplicationModule.class)
                            .allowedDependencies());
        });
    }

    @Test
    void coreUsesTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage("org.vigie.core..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "jdk.incubator.vector..", "org.jspecify..", "org.vigie.core..")
                .check(ALL);
        noClasses()
                .that()
                .resideInAPackage("org.vigie.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "java.nio.file..", "java.sql..")
                .because("core is handed what it works on")
                .check(ALL);
    }

    @Test
    void mediaAndCoreDoNotKnowTheApplication() {
        noClasses()
                .that(BELOW_APP)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "org.vigie", "org.vigie.database..", "org.vigie.demo..")
                .check(ALL);
    }

    /** Its Javadoc says so: a picture from outside never meets a decoder in the process of the server. */
    @Test
    void picturesAreDecodedByDecodingProcessesOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.vigie.media.decode..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.vigie.media.decode.Decoders")
                .check(ALL);
    }

    /** Whoever gets hold of the process that serves has no private key of tips in its memory. */
    @Test
    void privateKeysOfTipsAreUsedByTheOpenerOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.vigie.seal.opener..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("com.google.crypto.tink.HybridDecrypt")
                .check(ALL);
        noClasses()
                .that()
                .resideOutsideOfPackage("org.vigie.seal.opener..")
                .and()
                .doNotHaveFullyQualifiedName("org.vigie.seal.OpenerMain")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.vigie.seal.opener.OpenerProgram")
                .check(ALL);
    }

    @Test
    void theApplicationDoesNotKnowTheDemo() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.vigie.demo..", "org.vigie.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.vigie.demo..", "org.vigie.bench..", "org.vigie.testing..")
                .check(ALL);
    }

    @Test
    void sqlStandsInRepositoriesThatNobodyElseCanName() {
        noClasses()
                .that()
                .areNotAnnotatedWith(Repository.class)
                .and()
                .resideOutsideOfPackages("org.vigie.database..", "org.vigie.organisation..")
                .and(areNotNamed(SQL_ELSEWHERE))
                .should()
                .dependOnClassesThat(isOneOf(
                        JdbcClient.class,
                        JdbcOperations.class,
                        DataSource.class,
                        Connection.class,
                        DriverManager.class,
                        Statement.class))
                .because("the SQL of a table stands in one place")
                .check(ALL);
        classes()
                .that()
                .areAnnotatedWith(Repository.class)
                .should()
                .bePackagePrivate()
                .check(ALL);
    }

    @Test
    void transactionsBeginAtMethodsOfServicesThatTheProxyReaches() {
        methods()
                .that()
                .areAnnotatedWith(Transactional.class)
                .should()
                .notBePrivate()
                .andShould()
                .notBeFinal()
                .andShould()
                .beDeclaredInClassesThat()
                .areAnnotatedWith(Service.class)
                .check(ALL);
        noClasses().should().beAnnotatedWith(Transactional.class).check(ALL);
        noClasses()
                .that()
                .resideOutsideOfPackage("org.vigie.organisation..")
                .and(areNotNamed(TRANSACTIONS_BY_HAND))
                .should()
                .dependOnClassesThat(isOneOf(TransactionOperations.class, PlatformTransactionManager.class))
                .because("@Transactional on a service is the one way; an exception is named with its reason")
                .check(ALL);
    }

    @Test
    void theTimeIsReadFromAClockThatIsHandedIn() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.vigie.command..")
                .and()
                .doNotHaveFullyQualifiedName("org.vigie.Wiring")
                .and()
                .doNotHaveFullyQualifiedName("org.vigie.seal.OpenerMain") // a program of its own begins there
                .should()
                .accessTargetWhere(readsTheSystemClock())
                .because("tests and the demo have clocks of their own")
                .check(ALL);
    }

    @Test
    void connectionsToTheNetworkAreMadeInFewPlaces() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.vigie.crawl.fetch..", // the web, under the egress guard
                        "org.vigie.notice..", // mail, and the look-up of a host just before it is sent
                        "org.vigie.staff.oidc..", // the identity service of an organisation, in test mode on this
                        // machine only
                        "org.vigie.exchange..", // named services of others, in test mode on this machine only
                        "org.vigie.seal..", // the opener, by a Unix domain socket: nothing that leaves the machine
                        "org.vigie.command..", // doctor asks whether the mail server answers
                        "org.vigie.database..") // finds a free port for the embedded server
                .should()
                .dependOnClassesThat(isOneOf(
                                Socket.class,
                                ServerSocket.class,
                                DatagramSocket.class,
                                NetworkChannel.class,
                                URLConnection.class)
                        .or(resideInAnyPackage(
                                "java.net.http..",
                                "javax.net..",
                                "jakarta.mail..",
                                "org.apache.hc..",
                                "org.springframework.mail..",
                                "org.springframework.web.client..")))
                .orShould()
                .accessTargetWhere(asksTheNetwork())
                .check(ALL);
    }

    @Test
    void exceptionsThatNobodyNeedsAnyMoreAreTakenOffTheLists() {
        var unknown = new TreeMap<String, String>();
        Stream.of(SQL_ELSEWHERE, TRANSACTIONS_BY_HAND).flatMap(Set::stream).forEach(name -> {
            if (!ALL.contain(name)) {
                unknown.put(name, "is no class");
            }
        });
        assertThat(unknown).isEmpty();
    }

    private static Class<?> description(String packageName) {
        try {
            return Class.forName(packageName + ".package-info");
        } catch (ClassNotFoundException e) {
            throw new AssertionError("the package %s has no package-info.java".formatted(packageName), e);
        }
    }

    private static DescribedPredicate<JavaClass> areNotNamed(Set<String> names) {
        return describe("are not the named exceptions", type -> {
            String outermost = type.getName().replaceFirst("\\$.*", "");
            return !names.contains(outermost);
        });
    }

    private static DescribedPredicate<JavaClass> isOneOf(Class<?>... types) {
        List<Class<?>> all = List.of(types);
        return describe(
                "are " + all.stream().map(Class::getSimpleName).toList(),
                type -> all.stream().anyMatch(type::isAssignableTo));
    }

    private static DescribedPredicate<JavaAccess<?>> readsTheSystemClock() {
        return describe("reads the system's clock", access -> {
            JavaClass owner = access.getTargetOwner();
            String name = access.getTarget().getName();
            boolean takesClock =
                    access.getTarget() instanceof com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget call
                            && call.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
            return (owner.getPackageName().equals("java.time") && name.equals("now") && !takesClock)
                    || (owner.isEquivalentTo(Clock.class) && (name.startsWith("system") || name.startsWith("tick")))
                    || (owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis"))
                    || (owner.isEquivalentTo(Date.class) && name.equals("<init>"));
        });
    }

    /** A name is resolved, or an address opened. */
    private static DescribedPredicate<JavaAccess<?>> asksTheNetwork() {
        return describe("asks the network", access -> {
            JavaClass owner = access.getTargetOwner();
            String name = access.getTarget().getName();
            return (owner.isEquivalentTo(InetAddress.class)
                            && Set.of("getByName", "getAllByName", "getHostName", "getCanonicalHostName", "isReachable")
                                    .contains(name))
                    || (owner.isEquivalentTo(URL.class) && name.startsWith("open"));
        });
    }
}
