package dev.copydesk.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;

/** The rules of the house: who stands on whom, and which room keeps what. */
@AnalyzeClasses(packages = "dev.copydesk", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = "dev.copydesk.";

  @ArchTest
  static final ArchRule ingestKnowsNoOtherService =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "ingest..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT + "enrich..", ROOT + "index..", ROOT + "standalone..");

  @ArchTest
  static final ArchRule enrichKnowsNoOtherService =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "enrich..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT + "ingest..", ROOT + "index..", ROOT + "standalone..");

  @ArchTest
  static final ArchRule indexKnowsNoOtherService =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "index..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ROOT + "ingest..", ROOT + "enrich..", ROOT + "annotator..", ROOT + "standalone..");

  @ArchTest
  static final ArchRule annotatorKnowsSchemasAlone =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "annotator..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ROOT + "service..",
              ROOT + "ingest..",
              ROOT + "enrich..",
              ROOT + "index..",
              ROOT + "embedded..",
              ROOT + "standalone..",
              "org.apache.kafka..",
              "java.net.http..",
              "java.nio.file..");

  @ArchTest
  static final ArchRule annotatorHasNoClockOfItsOwn =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "annotator..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone")
          .orShould()
          .callMethod(InstantSource.class, "system");

  @ArchTest
  static final ArchRule nothingButTestsKnowsTestkit =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "testkit..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "testkit..");

  @ArchTest
  static final ArchRule schemasDependOnAvroAlone =
      classes()
          .that()
          .resideInAPackage(ROOT + "schema..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(ROOT + "schema..", "org.apache.avro..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule kafkaStaysInItsRooms =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              ROOT + "service.kafka..",
              ROOT + "enrich..",
              ROOT + "ingest",
              ROOT + "ingest.publish..",
              ROOT + "ingest.ledger..",
              ROOT + "index",
              ROOT + "index.consume..",
              ROOT + "index.road..",
              ROOT + "embedded..",
              ROOT + "standalone..",
              ROOT + "testkit..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule filesStayInTheirRooms =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              ROOT + "ingest..",
              ROOT + "index",
              ROOT + "index.sink..",
              ROOT + "embedded..",
              ROOT + "standalone..",
              ROOT + "testkit..")
          .and()
          .haveSimpleNameNotEndingWith("Settings")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.nio.file..");

  @ArchTest
  static final ArchRule arrowsRunDownOnly =
      slices().matching("dev.copydesk.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule roomsAreNamedForWhatTheyAre =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..misc..");
}
