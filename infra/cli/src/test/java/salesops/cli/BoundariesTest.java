package salesops.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import j2html.TagCreator;
import j2html.tags.DomContent;
import j2html.tags.DomContentJoiner;
import j2html.tags.InlineStaticResource;
import j2html.tags.UnescapedText;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import salesops.runtime.lambda.Platform;
import salesops.wiring.Function;
import salesops.wiring.Wiring;

@AnalyzeClasses(packages = "salesops", importOptions = ImportOption.DoNotIncludeTests.class)
class BoundariesTest {
  private static final String[] FUNCTIONS =
      Wiring.SUITE.jars().stream().map(jar -> "salesops." + jar + "..").toArray(String[]::new);

  @ArchTest
  static final ArchRule functionsKnowEachOtherOnlyThroughEvents =
      slices()
          .matching("salesops.(" + String.join("|", Wiring.SUITE.jars()) + ")..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule functionsKnowNothingOfInfra =
      noClasses()
          .that()
          .resideInAnyPackage(FUNCTIONS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "salesops.cli..",
              "salesops.local..",
              "salesops.replay..",
              "salesops.settings..",
              "salesops.testkit..",
              "salesops.wiring..");

  @ArchTest
  static final ArchRule settingsAreReadWithoutAwsAndEngine =
      noClasses()
          .that()
          .resideInAPackage("salesops.settings..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "software.amazon..", "com.amazonaws..", "salesops.runtime..", "salesops.local..");

  @ArchTest
  static void roomsHaveNoCycles(JavaClasses classes) {
    for (String module : List.of("runtime", "settings", "replay", "local", "cli", "testkit")) {
      slices()
          .matching("salesops." + module + ".(*)..")
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true)
          .check(classes);
    }
  }

  @ArchTest
  static final ArchRule modelNeedsOnlyTheJdk =
      classes()
          .that()
          .resideInAPackage("salesops.model..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("salesops.model..", "java..", "javax.crypto..", "org.jspecify..");

  @ArchTest
  static final ArchRule eventsNeedOnlyTheModel =
      classes()
          .that()
          .resideInAPackage("salesops.events..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("salesops.events..", "salesops.model..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule runtimeKnowsNoFunction =
      noClasses()
          .that()
          .resideInAnyPackage("salesops.runtime..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FUNCTIONS);

  @ArchTest
  static final ArchRule onlyAdaptersAndItemsKnowDynamo =
      noClasses()
          .that()
          .resideInAnyPackage(FUNCTIONS)
          .and()
          .haveNameNotMatching(".*(Dynamo|Items?\\b|LeadRecord|Handler).*")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk.services.dynamodb..");

  private static final DescribedPredicate<JavaCall<?>> ON_PAGES =
      target(owner(assignableTo(TagCreator.class)));

  /** These take text or files for markup; {@code text} and the elements escape them. */
  @ArchTest
  static final ArchRule pagesEscapeEveryText =
      noClasses()
          .should()
          .callMethodWhere(
              ON_PAGES.and(target(nameMatching("join|rawHtml|fileAsString|.*InlineFile.*"))))
          .orShould()
          .callMethodWhere(
              ON_PAGES
                  .and(target(nameMatching("script|style")))
                  .and(describe("with text", BoundariesTest::takesText)))
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(UnescapedText.class, DomContentJoiner.class, InlineStaticResource.class);

  @ArchTest
  static final ArchRule timeComesFromAnInjectedClock =
      noClasses()
          .that()
          .resideInAnyPackage(FUNCTIONS)
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.LocalDate.class, "now");

  /** Else waits would be real where time is virtual: {@code Pause} lets time pass. */
  @ArchTest
  static final ArchRule functionsWaitByThePlatformsPause =
      noClasses()
          .that()
          .resideInAnyPackage(FUNCTIONS)
          .should()
          .callMethodWhere(
              target(owner(assignableTo(Thread.class).or(assignableTo(TimeUnit.class))))
                  .and(target(nameMatching("sleep|timedWait|timedJoin"))))
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(LockSupport.class);

  private static boolean takesText(JavaCall<?> call) {
    return call.getTarget().getRawParameterTypes().stream()
        .anyMatch(type -> type.isEquivalentTo(String.class));
  }

  @Test
  void noRawMarkupGoesUnnoticed() {
    String noticed =
        String.join(
            "\n",
            pagesEscapeEveryText
                .evaluate(new ClassFileImporter().importClasses(Markup.class))
                .getFailureReport()
                .getDetails());
    for (Method method : Markup.class.getDeclaredMethods()) {
      boolean raw = method.getName().startsWith("raw");
      assertEquals(raw, noticed.contains("." + method.getName() + "()>"), method.getName());
    }
  }

  @Test
  void everyDeployedHandlerHasTheSameAnatomy() {
    for (Function function : Wiring.SUITE.functions()) {
      Class<?> handler =
          assertDoesNotThrow(() -> Class.forName(function.handler()), function.name());
      assertTrue(RequestHandler.class.isAssignableFrom(handler), function.handler());
      assertDoesNotThrow(() -> handler.getConstructor(), function.handler());
      assertDoesNotThrow(() -> handler.getConstructor(Platform.class), function.handler());
    }
    assertTrue(Wiring.SUITE.functions().size() > List.of(FUNCTIONS).size());
  }

  /** Every way of the library to write text as markup, and what is none. */
  static final class Markup {
    static DomContent rawHtml() {
      return TagCreator.rawHtml("<b>");
    }

    static DomContent rawJoin() {
      return TagCreator.join("<b>");
    }

    static DomContent rawJoiner() {
      return DomContentJoiner.join(" ", true, "<b>");
    }

    static DomContent rawText() {
      return new UnescapedText("<b>");
    }

    static DomContent rawScript() {
      return TagCreator.script("<b>");
    }

    static DomContent rawScriptWithId() {
      return TagCreator.script(TagCreator.attrs("#id"), "<b>");
    }

    static DomContent rawStyle() {
      return TagCreator.style("<b>");
    }

    static DomContent rawFile() {
      return TagCreator.fileAsString("/page.html");
    }

    static DomContent rawInlineScript() {
      return TagCreator.scriptWithInlineFile("/page.js");
    }

    static DomContent rawInlineStyle() {
      return TagCreator.styleWithInlineFile_min("/page.css");
    }

    static String rawResource() {
      return InlineStaticResource.getFileAsString("/page.html");
    }

    static DomContent scriptOfFile() {
      return TagCreator.script().withSrc("page.js");
    }

    static DomContent styleWithoutText() {
      return TagCreator.style();
    }

    static DomContent paragraph() {
      return TagCreator.p(TagCreator.text("<b>"));
    }
  }
}
