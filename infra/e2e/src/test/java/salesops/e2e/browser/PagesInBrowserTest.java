package salesops.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.e2e.browser.Looks.desktop;
import static salesops.e2e.browser.Looks.fitsTheScreen;
import static salesops.e2e.browser.Looks.focused;
import static salesops.e2e.browser.Looks.loadWhole;
import static salesops.e2e.browser.Looks.phone;
import static salesops.e2e.browser.Looks.picture;
import static salesops.e2e.browser.Looks.showsFocus;
import static salesops.e2e.browser.Looks.violations;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import salesops.runtime.http.ActionLinks;

/**
 * Reps and managers, and what the buttons of their messages lead to, in this machine's Chromium.
 */
class PagesInBrowserTest {
  private static final AtomicInteger PEOPLE = new AtomicInteger();

  @RegisterExtension static final InChromium BROWSER = new InChromium();

  private final FormSuite suite = BROWSER.suite();

  /** Phone and desktop, in the dark too. */
  static Stream<Browser.NewContextOptions> looks() {
    return Stream.of(
        desktop(),
        desktop().setColorScheme(ColorScheme.DARK),
        phone().setViewportSize(320, 640),
        phone().setColorScheme(ColorScheme.DARK));
  }

  private static String name(Browser.NewContextOptions look) {
    return look.viewportSize.get().width + (look.colorScheme == null ? "" : "-dark");
  }

  private static void isEasyToUse(Page page, String picture) {
    picture(page, picture);
    assertEquals(List.of(), violations(page));
    fitsTheScreen(page);
  }

  /** A person whom nobody knows, and whom nothing tells from others but the name. */
  private static String newPerson() {
    return "Claire Martin " + PEOPLE.incrementAndGet();
  }

  private static Map<String, Object> lead(String person, Map<String, Object> more) {
    Map<String, Object> lead = new HashMap<>(more);
    lead.put("form", "demo");
    lead.put("name", person);
    lead.put("email", person.replace(' ', '.').toLowerCase(Locale.ROOT) + "@lyon.example");
    lead.putIfAbsent("company", "Assurance Lyon");
    lead.putIfAbsent("country", "FR");
    lead.putIfAbsent("jobTitle", "VP Risk");
    lead.putIfAbsent("employees", 340);
    lead.putIfAbsent("industry", "Insurance");
    lead.putIfAbsent("message", Claire.MESSAGE);
    return lead;
  }

  private String assigned(String person) {
    return suite.post(lead(person, Map.of()));
  }

  /** Where a button leads of the message about a new lead of this person's. */
  private Page follow(Browser.NewContextOptions look, String button, String person) {
    assigned(person);
    return BROWSER.open(look, suite.button(button, person));
  }

  @ParameterizedTest
  @MethodSource("looks")
  void aRepReturnsALeadFromTheKeyboardAlone(Browser.NewContextOptions look) {
    Page page = follow(look, "Return…", newPerson());
    isEasyToUse(page, "return-" + name(look));
    page.keyboard().press("Tab");
    assertEquals("reason", focused(page));
    assertTrue(showsFocus(page));
    page.keyboard().type("a student");
    page.keyboard().press("Tab");
    assertEquals("button", focused(page));
    assertTrue(showsFocus(page));
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText("Returned");
    assertThat(page.locator(".done")).hasText("You returned this lead: “a student”.");
    assertThat(page.locator("ol").last()).containsText("“a student”, by ");
    isEasyToUse(page, "returned-" + name(look));
  }

  @ParameterizedTest
  @MethodSource("looks")
  void aRepOpensALeadAndReturnsItThere(Browser.NewContextOptions look) {
    String person = newPerson();
    Page page = follow(look, "Open", person);
    assertThat(page.locator("h1")).hasText(person);
    isEasyToUse(page, "lead-" + name(look));
    page.keyboard().press("Tab");
    assertEquals("Return this lead…", page.evaluate("document.activeElement.textContent"));
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText("Return " + person + "?");
    page.getByLabel("Why do you return it?").fill("already a customer");
    page.keyboard().press("Enter");
    assertThat(page.locator(".done")).hasText("You returned this lead: “already a customer”.");
  }

  @Test
  void whatIsMissingIsSaidFirstAndWhatWasEnteredStays() {
    Page page = follow(desktop(), "Return…", newPerson());
    page.locator("button").click();
    assertThat(page.locator(".summary")).isFocused();
    assertThat(page.locator(".summary")).hasText("Please say why.");
    assertThat(page.locator("#reason")).hasAccessibleDescription("Please say why.");
    assertTrue(page.title().startsWith("Error: "), page.title());
    isEasyToUse(page, "return-error");
  }

  @ParameterizedTest
  @MethodSource("looks")
  void whoSeesAllLeadsReturnsOneFromItsPage(Browser.NewContextOptions look) {
    String person = newPerson();
    String lead = assigned(person);
    suite.button("Return…", person);
    Page page = BROWSER.open(look, suite.url() + "/");
    assertThat(page.getByText(person, new Page.GetByTextOptions().setExact(true))).isVisible();
    picture(page, "leads-" + name(look));
    assertEquals(List.of(), violations(page));
    page.getByText(person, new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator("h1")).hasText(person);
    assertTrue(page.url().endsWith("/leads/" + lead), page.url());
    isEasyToUse(page, "lead-of-all-" + name(look));
    page.getByText("Return this lead…").click();
    isEasyToUse(page, "return-for-" + name(look));
    page.getByLabel("Why is it returned?").fill("a competitor");
    page.locator("button").click();
    assertThat(page.locator(".done")).containsText("You returned this lead for ");
    assertThat(page.locator("ol").last())
        .containsText("by user/" + System.getProperty("user.name") + ", by link ");
  }

  @ParameterizedTest
  @MethodSource("looks")
  void aManagerGivesALeadAwayFromTheKeyboardAlone(Browser.NewContextOptions look) {
    String person = newPerson();
    suite.post(lead(person, Map.of("attributes", Map.of("partner", "yes"))));
    isEasyToUse(BROWSER.open(look, suite.button("Why", person)), "why-" + name(look));
    Page page = BROWSER.open(look, suite.button("Give to…", person));
    isEasyToUse(page, "give-" + name(look));
    page.keyboard().press("Tab");
    assertEquals("rep", focused(page));
    page.keyboard().press("Space");
    page.keyboard().press("ArrowDown");
    String rep = page.locator("input:checked").inputValue();
    page.keyboard().press("Tab");
    assertEquals("reason", focused(page));
    page.keyboard().type("knows them");
    page.keyboard().press("Enter");
    assertThat(page.locator(".done")).hasText("You gave this lead to " + rep + ": “knows them”.");
    isEasyToUse(page, "given-" + name(look));
  }

  @ParameterizedTest
  @MethodSource("looks")
  void aManagerMakesRoom(Browser.NewContextOptions look) {
    Map<String, Object> finance =
        Map.of("country", "AT", "industry", "Financial services", "employees", 500);
    String person;
    do {
      person = newPerson();
    } while (!waits(suite.post(lead(person, finance))));
    Page page = BROWSER.open(look, suite.button("Raise capacity…", person));
    isEasyToUse(page, "raise-" + name(look));
    page.locator("button").click();
    assertThat(page.locator(".summary")).isFocused();
    isEasyToUse(page, "raise-error-" + name(look));
    Locator full = page.locator(".choice");
    full.click();
    page.getByLabel("Open leads at a time").fill(oneMoreThanIn(full.textContent()));
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText("Room made");
    assertThat(page.locator(".standing")).containsText("greta@northwind.example has had this lead");
    isEasyToUse(page, "raised-" + name(look));
  }

  /** Of "greta full, 3 of 3 open": 4. */
  private static String oneMoreThanIn(String note) {
    return Integer.toString(
        1 + Integer.parseInt(note.replaceFirst(".* of (\\d+) open.*", "$1").strip()));
  }

  private boolean waits(String lead) {
    FormSuite.await(
        () -> suite.get(suite.url() + "/leads/" + lead).contains("class=\"standing\""),
        "nobody decided on " + lead);
    return suite.get(suite.url() + "/leads/" + lead).contains("has waited for an owner");
  }

  @Test
  void aManagerReleasesWhatOnlyLookedLikeABots() {
    try (FormSuite fresh = FormSuite.start("https://northwind.example")) {
      List<String> people = new ArrayList<>();
      looks().forEach(look -> people.add(newPerson()));
      for (String person : people) {
        fresh.postWithoutToken(
            "form=demo&email=x%40lyon.example&company=Lyon&country=FR&message=Hello"
                + "&consent=true&consentVersion=3&name="
                + person.replace(' ', '+'));
      }
      FormSuite.await(() -> fresh.idle(), "the suite did not come to rest");
      // Slowly enough for the sweeps of each minute, and for the leases of those who send.
      String digest = fresh.lineInTime("Since ", Duration.ofSeconds(2));
      assertTrue(digest.startsWith("Since 10:00: 0 leads · 0 held · 4 quarantined"), digest);
      for (Browser.NewContextOptions look : looks().toList()) {
        String link = fresh.release(people.removeFirst());
        Page page = BROWSER.open(look, link);
        isEasyToUse(page, "release-" + name(look));
        page.keyboard().press("Tab");
        assertTrue(showsFocus(page));
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("Released");
        isEasyToUse(page, "released-" + name(look));
        page.navigate(link);
        assertThat(page.locator(".done")).containsText("Released by tom@northwind.example");
      }
    }
  }

  @Test
  void aLinkThatIsUsedTwiceSaysWhatWasDone() {
    String person = newPerson();
    assigned(person);
    String link = suite.button("Return…", person);
    Page first = BROWSER.open(desktop(), link);
    Page second = BROWSER.open(desktop(), link);
    first.locator("#reason").fill("a student");
    first.locator("button").dblclick();
    assertThat(first.locator(".done")).hasText("You returned this lead: “a student”.");
    second.locator("#reason").fill("another reason");
    second.locator("button").click();
    assertThat(second.locator(".done")).hasText("You returned this lead: “a student”.");
    first.navigate(link);
    assertThat(first.locator(".done")).hasText("You returned this lead: “a student”.");
    assertThat(first.locator("button")).hasCount(0);
  }

  @Test
  void aPreviewOfALinkChangesNothing() {
    String person = newPerson();
    String lead = assigned(person);
    String link = suite.button("Return…", person);
    String before = suite.get(suite.url() + "/leads/" + lead + "/decision");
    for (int i = 0; i < 3; i++) {
      assertTrue(suite.get(link).contains("Return " + person + "?"));
    }
    assertEquals(before, suite.get(suite.url() + "/leads/" + lead + "/decision"));
    assertTrue(before.contains("ASSIGNED"), before);
  }

  @Test
  void anExpiredLinkSaysSoAndDoesNothing() {
    try (FormSuite fresh = FormSuite.start("https://northwind.example")) {
      String person = newPerson();
      fresh.post(lead(person, Map.of()));
      String link = fresh.button("Return…", person);
      Page page = BROWSER.open(desktop(), link);
      page.locator("#reason").fill("too late");
      fresh.letTimePass(ActionLinks.LIFE);
      page.locator("button").click();
      assertThat(page.locator("h1")).hasText("This link has expired");
      isEasyToUse(page, "expired");
      page.navigate(link.substring(0, link.length() - 3));
      assertThat(page.locator("h1")).hasText("This link does not work");
    }
  }

  @ParameterizedTest
  @MethodSource("looks")
  void theInboxLeadsToAllOfThem(Browser.NewContextOptions look) {
    String person = newPerson();
    assigned(person);
    suite.button("Return…", person);
    Page page = BROWSER.open(look, suite.url() + "/slack");
    Locator message = page.locator("article", new Page.LocatorOptions().setHasText(person)).first();
    assertThat(message).isVisible();
    isEasyToUse(page, "inbox-" + name(look));
    message.getByText("Return…").click();
    assertThat(page.locator("h1")).hasText("Return " + person + "?");
    page.goBack();
    page.getByText("Form", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator("h1")).hasText("Talk to sales");
  }

  @Test
  void loadsNothingButItsStyle() {
    String person = newPerson();
    assigned(person);
    Page page = BROWSER.page(desktop());
    List<String> loaded = new ArrayList<>();
    List<String> complaints = new ArrayList<>();
    page.onResponse(response -> loaded.add(response.url()));
    page.onConsoleMessage(message -> complaints.add(message.text()));
    String link = suite.button("Open", person);
    loadWhole(page, link);
    assertEquals(3, loaded.size(), loaded.toString());
    assertTrue(loaded.get(1).startsWith(suite.url() + "/assets/style.css?v="));
    assertTrue(loaded.getLast().startsWith(suite.url() + "/assets/icon.svg"));
    assertEquals(List.of(), complaints);
    assertFalse(page.content().contains("<script"));
  }
}
