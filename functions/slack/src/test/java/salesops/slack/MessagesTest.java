package salesops.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import salesops.events.LeadAssigned;
import salesops.model.Lead;
import salesops.model.settings.RoutingRules.Path;
import salesops.runtime.Json;
import salesops.runtime.dynamo.Packed;
import salesops.runtime.http.ActionLinks;
import salesops.runtime.http.ActionLinks.Action;
import salesops.runtime.http.ActionLinks.Permission;
import salesops.runtime.secrets.SignedTokens;
import salesops.slack.SlackStore.Pending;
import salesops.testkit.TestClock;
import salesops.testkit.slack.PostedMessage;
import salesops.testkit.slack.SlackStandIn;
import tools.jackson.databind.node.ObjectNode;

/** What Slack gets, judged by the stand-in. */
class MessagesTest {
  private static final Notes NOTES = new Notes(Samples.settings());
  private static final Channel ANY = new Channel("#any");
  private static final SignedTokens TOKENS =
      new SignedTokens(() -> Suite.SIGNING_KEY, new TestClock());
  private static final Messages MESSAGES =
      new Messages(new Buttons(new ActionLinks(TOKENS, "https://api.example")));

  private static PostedMessage posted(Note... notes) {
    List<Pending> batch =
        IntStream.range(0, notes.length)
            .mapToObj(i -> new Pending(RowKey.of(TestClock.START, "e" + i), notes[i], null))
            .toList();
    try (SlackStandIn slack = SlackStandIn.start(Clock.systemUTC());
        SlackApi api =
            new SlackApi(
                slack.api().toString(), () -> SlackStandIn.TOKEN, SlackApi.Timeouts.USUAL)) {
      Answer answer = api.post(MESSAGES.of(ANY, "#any", batch, TestClock.START));
      assertTrue(answer instanceof Answer.Done, slack.violations().toString());
      return slack.messages().getFirst();
    }
  }

  private static LeadAssigned assigned(Lead lead, Path path) {
    return Samples.assigned(lead, "A2", Samples.ANA, path);
  }

  @Test
  void tellsTheRepAllThatMatters() {
    Lead lead =
        Samples.lead(
            "Claire Martin",
            Map.of(
                "jobTitle", "VP Risk",
                "employees", "340",
                "phone", "+33 1 02 03",
                "consent", "true",
                "message", "We need to replace\nour lead tool."),
            Map.of("consentVersion", "3"));
    PostedMessage message = posted(NOTES.forRep(assigned(lead, Path.TERRITORY)));
    assertEquals(
        List.of(
            "🟢 A2 · Claire Martin, VP Risk at Assurance Lyon (340 people, FR)",
            "“We need to replace our lead tool.”",
            "Why A2: industry Insurance is in our ideal profile · employees 340 is "
                + "between 50 and 1000 · form submitted today\n"
                + "Reach: claire@assurance-lyon.example · +33 1 02 03 · may be contacted "
                + "(consent v3) · 11:00 there now\n"
                + "Why you: EMEA territory · 5 of 60 open",
            "Yours since 11:00"),
        message.lines());
    assertEquals(
        List.of("Open", "Contacted", "Qualified…", "Not a fit…", "Return…"), labels(message));
    assertEquals(
        "https://crm.northwind.example/lead/" + lead.leadId().value(),
        message.buttons().getFirst().url());
    Permission permission = permission(message.buttons().getLast());
    assertEquals(Action.RETURN, permission.action());
    assertEquals(lead.leadId().value(), permission.subject());
    assertEquals("#any", permission.actor());
  }

  private static String reach(String consent, Map<String, String> attributes) {
    Lead lead = Samples.lead("Claire Martin", Map.of("consent", consent), attributes);
    return String.valueOf(NOTES.forRep(assigned(lead, Path.TERRITORY)).reach())
        .replace("Reach: claire@assurance-lyon.example · ", "");
  }

  /** The sample's form asks for version 3 by now. */
  @Test
  void tellsWhatThePersonAgreedToNotWhatTheFormAsksByNow() {
    assertEquals("may be contacted (consent v2)", reach("true", Map.of("consentVersion", "2")));
    assertEquals("may be contacted", reach("true", Map.of()));
    assertEquals("gave no consent", reach("false", Map.of("consentVersion", "2")));
  }

  private static List<String> labels(PostedMessage message) {
    return message.buttons().stream().map(PostedMessage.Button::label).toList();
  }

  private static Permission permission(PostedMessage.Button button) {
    String[] path = button.url().split("/", -1);
    return switch (ActionLinks.read(TOKENS, path[path.length - 2], path[path.length - 1])) {
      case ActionLinks.Reading.Allowed(Permission permission) -> permission;
      case ActionLinks.Reading.Expired _, ActionLinks.Reading.Invalid _ ->
          throw new AssertionError(button.url());
    };
  }

  @Test
  void givesAManagersChannelTheManagersButtons() {
    Lead lead = Samples.lead("Claire Martin", Map.of());
    PostedMessage hot = posted(NOTES.forManager(assigned(lead, Path.FALLBACK)).toldTo(Samples.TOM));
    assertEquals(List.of("Open", "Give to…"), labels(hot));
    assertEquals(Samples.TOM, permission(hot.buttons().getLast()).actor());
    assertEquals(Action.GIVE, permission(hot.buttons().getLast()).action());
    assertEquals(
        List.of("Open", "Give to…"), labels(posted(NOTES.returned(Samples.returned(lead, "a@b")))));
    PostedMessage held = posted(NOTES.held(Samples.held(lead, false, "emea")));
    assertEquals(List.of("Why", "Give to…", "Raise capacity…"), labels(held));
    assertEquals(Action.OPEN, permission(held.buttons().getFirst()).action());
    assertEquals(Action.RAISE_CAPACITY, permission(held.buttons().getLast()).action());
  }

  @Test
  void meansTheSameByALinkThatIsSentTwice() {
    Note note = NOTES.forRep(assigned(Samples.lead("Claire Martin", Map.of()), Path.FALLBACK));
    Permission first = permission(posted(note).buttons().getLast());
    assertEquals(first, permission(posted(note).buttons().getLast()));
    assertNotEquals(
        first.linkId(), permission(posted(note.toldTo(Samples.TOM)).buttons().getLast()).linkId());
  }

  @Test
  void saysForHowLongALeadIsHeldWhenItIsSaid() {
    Note held = NOTES.held(Samples.held(Samples.lead("Claire Martin", Map.of()), false, "emea"));
    Pending row = new Pending(RowKey.of(TestClock.START, "e"), held, null);
    for (var said :
        Map.of(59, "🔴 Held: A1 ·", 725, "🔴 Held 12 min: A1 ·", 7_300, "🔴 Held 2 h: A1 ·")
            .entrySet()) {
      SlackMessage message =
          MESSAGES.of(ANY, "#any", List.of(row), TestClock.START.plusSeconds(said.getKey()));
      assertTrue(message.text().startsWith(said.getValue()), message.text());
    }
  }

  @Test
  void namesThePathInWords() {
    Lead lead = Samples.lead("Claire Martin", Map.of());
    assertTrue(path(lead, Path.NAMED_ACCOUNT).contains("named account"));
    assertTrue(path(lead, Path.EXISTING_OWNER).contains("existing owner: wrote again"));
    assertTrue(path(lead, Path.FALLBACK).contains("fallback"));
    assertTrue(path(lead, Path.MANUAL).contains("by hand"));
  }

  @Test
  void saysWhoAssignedALeadAndWhy() {
    LeadAssigned assigned = assigned(Samples.lead("Claire Martin", Map.of()), Path.MANUAL);
    ObjectNode said = Json.MAPPER.valueToTree(assigned);
    said.withObject("decision")
        .withArray("steps")
        .addObject()
        .put("path", "MANUAL")
        .put("found", true)
        .put("detail", "nurture date: no budget\nbefore February");
    assertEquals(
        "Why you: assigned by nurture date: no budget before February · 5 of 60 open",
        NOTES.forRep(Json.MAPPER.treeToValue(said, LeadAssigned.class)).path());
  }

  private static String path(Lead lead, Path path) {
    return String.valueOf(NOTES.forRep(assigned(lead, path)).path());
  }

  @Test
  void tellsTheManagerOfAHeldLead() {
    Lead lead = Samples.lead("Claire Martin", Map.of());
    assertEquals(
        List.of(
            "🔴 Held: A1 · Claire Martin at Assurance Lyon (FR). Nobody of the pool is free",
            "Why A1: industry Insurance is in our ideal profile · employees 340 is "
                + "between 50 and 1000 · form submitted today\n"
                + "Held because: ana is full (60/60)",
            "Held since 10:00 (Europe/London)"),
        posted(NOTES.held(Samples.held(lead, false, "emea"))).lines());
  }

  @Test
  void leavesOutTheLocalTimeOfACountryWithSeveral() {
    Lead lead = Samples.lead("Claire Martin", Map.of("country", "US"));
    assertFalse(
        posted(NOTES.forRep(assigned(lead, Path.FALLBACK))).lines().toString().contains("there"));
  }

  @Test
  void leadsToTheSuitesOwnPageWhereTheLinkNeedsAnUnknownId() {
    Notes notes = new Notes(Samples.settings("https://crm.example/{externalId}"));
    Lead lead = Samples.lead("Claire Martin", Map.of());
    PostedMessage.Button own =
        posted(notes.forRep(assigned(lead, Path.FALLBACK))).buttons().getFirst();
    assertEquals(Action.OPEN, permission(own).action());
    Lead known = Samples.lead("Claire Martin", Map.of("externalId", "a b/ü?"));
    assertEquals(
        new PostedMessage.Button("Open", "https://crm.example/a%20b%2F%C3%BC%3F"),
        posted(notes.forRep(assigned(known, Path.FALLBACK))).buttons().getFirst());
  }

  @Test
  void showsStrangersTextAsText() {
    String evil = "<!channel> <https://evil.example|click> *bold* & <@U123> :tada:\u202Eabc\u0000";
    Lead lead = Samples.lead(evil, Map.of("message", evil, "company", evil, "phone", evil));
    SlackMessage message =
        MESSAGES.of(
            ANY,
            "#any",
            List.of(
                new Pending(
                    RowKey.of(TestClock.START, "e"),
                    NOTES.forRep(assigned(lead, Path.FALLBACK)),
                    null)),
            TestClock.START);
    String json = Json.text(message);
    assertFalse(json.contains("<") || json.contains("\u202E") || json.contains("mrkdwn\":true"));
    assertFalse(json.contains("\"type\":\"mrkdwn\"") || message.text().contains("https://"));
    assertTrue(json.contains("&lt;!channel&gt;") && json.contains("*bold* &amp;"));
    assertFalse(message.unfurlLinks() || message.linkNames());
  }

  static List<Integer> seeds() {
    return IntStream.range(0, 40).boxed().toList();
  }

  /** Whatever people write, Slack takes the message and a row costs one write unit. */
  @ParameterizedTest
  @MethodSource("seeds")
  void keepsToSlacksLimitsWhateverPeopleWrite(int seed) {
    Random random = new Random(seed);
    Lead lead =
        Samples.lead(
            noise(random, 200),
            Map.of(
                "message", noise(random, 5_000),
                "company", noise(random, 200),
                "jobTitle", noise(random, 200),
                "email", noise(random, 254),
                "phone", noise(random, 50)));
    Note note = NOTES.forRep(assigned(lead, Path.TERRITORY));
    assertFalse(posted(note).lines().isEmpty());
    List<Pending> many =
        IntStream.range(0, Messages.DIGEST_ROWS_MAX)
            .mapToObj(i -> new Pending(RowKey.of(TestClock.START, "e" + i), note, null))
            .toList();
    List<Pending> batch = MESSAGES.digest(ANY, many, TestClock.START);
    posted(batch.stream().map(Pending::note).toArray(Note[]::new));
  }

  private static String noise(Random random, int length) {
    String[] pieces = {
      "<", "&", ">", "a", " ", "é", "漢", "👩‍💻", "\n", "\u202E", "\uD800", "&amp;"
    };
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.toString();
  }

  @Test
  void fitsAnUsualRowIntoOneWriteUnit() {
    Lead lead =
        Samples.lead(
            "Claire Martin", Map.of("jobTitle", "VP Risk", "message", "漢字かな交じり文 ".repeat(40)));
    Note note = NOTES.forRep(assigned(lead, Path.TERRITORY));
    assertTrue(note.packed().length <= Note.BYTES_MAX);
  }

  @Test
  void readsAStoredDigestAsItWas() {
    Note digest = Note.digest("Since 10:00: 1 lead", null, List.of());
    Note stored = Packed.unpack(digest.packed(), Note.class);
    assertEquals(digest, stored);
    SlackMessage plain =
        Messages.plain("#a", List.of(new Pending(RowKey.at(TestClock.START), stored, null)));
    assertTrue(plain.text().startsWith("News of the team."), plain.text());
  }

  @Test
  void shortensTheQuoteOfARowThatWouldNotFit() {
    StringBuilder random = new StringBuilder();
    new Random(1).ints(300, 0x4E00, 0x9FFF).forEach(random::appendCodePoint);
    Lead lead = Samples.lead("Claire Martin", Map.of("message", random.toString()));
    Note note = NOTES.forRep(assigned(lead, Path.TERRITORY));
    assertTrue(note.packed().length <= Note.BYTES_MAX, "bytes " + note.packed().length);
  }

  @Test
  void spreadsBackoffBetweenPaceAndFiveMinutes() {
    Random random = new Random(3);
    for (int failures = 1; failures < 100; failures++) {
      Duration wait = Pace.BACKOFF.after(failures, random);
      assertFalse(wait.compareTo(Pace.INTERVAL) < 0);
      assertFalse(wait.compareTo(Duration.ofMinutes(5)) > 0);
    }
  }
}
