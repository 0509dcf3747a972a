package salesops.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import salesops.events.DealOpened;
import salesops.events.DealWon;
import salesops.events.Event;
import salesops.events.LeadQualified;
import salesops.events.LeadReturned;
import salesops.events.QuotaEvent.ContestClosed;
import salesops.events.QuotaEvent.CreditHeld;
import salesops.events.QuotaEvent.PaceReported;
import salesops.events.QuotaEvent.PeriodClosed;
import salesops.events.QuotaEvent.QuotaReached;
import salesops.events.ResponseOverdue;
import salesops.model.deal.Way;
import salesops.model.settings.Settings;
import salesops.runtime.Json;
import salesops.runtime.http.ActionLinks;
import salesops.runtime.http.ActionLinks.Action;
import salesops.runtime.http.ActionLinks.Permission;
import salesops.runtime.secrets.SignedTokens;
import salesops.testkit.QueueMessages;
import salesops.testkit.slack.PostedMessage;
import tools.jackson.databind.node.ObjectNode;

/** Who is notified of the work on leads and deals, and how. */
class WorkMessagesTest {
  private static final String KIM = "kim@northwind.example";
  private static final String LEAD = "7h2m9c4kq1x8dv3nw5rb6tz0sa";

  @RegisterExtension final Suite suite = new Suite();

  /** The golden sample, which is about Ben of Kim's team, with something changed. */
  private static <T extends Event> T sample(Class<T> type, Consumer<ObjectNode> changes) {
    T golden = Json.readEnvelope(QueueMessages.goldenDetail(type.getSimpleName()), type).data();
    ObjectNode event = Json.MAPPER.valueToTree(golden);
    changes.accept(event);
    return Json.MAPPER.treeToValue(event, type);
  }

  private static <T extends Event> T sample(Class<T> type) {
    return sample(type, unchanged -> {});
  }

  private static ResponseOverdue overdue(String measure, int allowed, int reassign) {
    return sample(
        ResponseOverdue.class,
        event ->
            event
                .put("measure", measure)
                .put("allowedMinutes", allowed)
                .put("reassignMinutes", reassign));
  }

  private static DealOpened opened(Consumer<ObjectNode> changes, Way way) {
    return sample(
        DealOpened.class,
        event -> {
          changes.accept(event.withObject("deal"));
          event.withObject("change").put("way", way.name());
        });
  }

  private static DealWon won(Consumer<ObjectNode> changes, Way way) {
    return sample(
        DealWon.class,
        event -> {
          changes.accept(event.withObject("deal"));
          event.withObject("change").put("way", way.name());
        });
  }

  /** The one message that comes of an event. */
  private PostedMessage posted(Event event, String channel) {
    suite.deliver(event);
    assertEquals(List.of(channel), told());
    suite.wake(channel);
    return suite.slack.messages(channel).getFirst();
  }

  /** What team emea's managers read of an event. */
  private List<String> teamHears(Event event) {
    suite.deliver(event);
    suite.wake("#sales-emea");
    return suite.slack.messages("#sales-emea").getLast().lines();
  }

  /** Channels in which a message waits. */
  private List<String> told() {
    return suite.store.channels().stream()
        .map(state -> state.channel().address())
        .filter(channel -> suite.waiting(channel) > 0)
        .sorted()
        .toList();
  }

  private static List<String> labels(PostedMessage message) {
    return message.buttons().stream().map(PostedMessage.Button::label).toList();
  }

  /** What the link behind a button allows: action, subject and actor. */
  private String permission(PostedMessage.Button button) {
    String[] path = button.url().split("/", -1);
    SignedTokens tokens = new SignedTokens(() -> Suite.SIGNING_KEY, suite.clock);
    return switch (ActionLinks.read(tokens, path[path.length - 2], path[path.length - 1])) {
      case ActionLinks.Reading.Allowed(Permission(var action, var subject, var actor, _)) ->
          action + " " + subject + " " + actor;
      case ActionLinks.Reading.Expired _, ActionLinks.Reading.Invalid _ ->
          throw new AssertionError(button.url());
    };
  }

  private List<String> permissions(PostedMessage message) {
    return message.buttons().stream().map(this::permission).toList();
  }

  @Test
  void remindsTheOwnerWithEverythingThatAnswersTheClock() {
    PostedMessage message = posted(overdue("REMIND", 25, 30), Samples.BEN);
    assertEquals(
        List.of("⏰ Claire Martin, Assurance Lyon (A2) has waited 25 of 30 working minutes."),
        message.lines());
    assertEquals(List.of("Contacted", "Qualified…", "Not a fit…", "Return…"), labels(message));
    assertEquals(
        Stream.of(Action.CONTACTED, Action.QUALIFY, Action.DISQUALIFY, Action.RETURN)
            .map(action -> action + " " + LEAD + " " + Samples.BEN)
            .toList(),
        permissions(message));
  }

  @ParameterizedTest
  @CsvSource({"15, 'has waited 15 working minutes.'", "1, 'has waited 1 working minute.'"})
  void saysOnlyHowLongWhereNoLeadIsReassigned(int allowed, String words) {
    PostedMessage message = posted(overdue("REMIND", allowed, 0), Samples.BEN);
    assertTrue(message.lines().getFirst().endsWith(words), message.lines().toString());
  }

  @Test
  void tellsTheManagerWhoMayGiveTheLeadAway() {
    PostedMessage message = posted(overdue("TELL_MANAGER", 30, 60), KIM);
    assertEquals(
        List.of(
            "⏰ Claire Martin, Assurance Lyon (A2) has waited 30 of 60 working minutes for ben."),
        message.lines());
    assertEquals(List.of("Open", "Give to…"), labels(message));
    assertEquals("https://crm.northwind.example/lead/" + LEAD, message.buttons().getFirst().url());
    assertEquals("GIVE " + LEAD + " " + KIM, permission(message.buttons().getLast()));
  }

  @Test
  void tellsTheManagerOnceThatTheLeadGoesToAnotherRep() {
    LeadReturned returned =
        sample(
            LeadReturned.class,
            event -> event.put("by", LeadReturned.RESPONSE_CLOCK).put("rep", Samples.BEN));
    suite.deliver(returned);
    assertEquals(List.of(), told());
    PostedMessage message = posted(overdue("REASSIGN", 60, 60), KIM);
    assertEquals(
        List.of(
            "🟠 Claire Martin, Assurance Lyon (A2) was not contacted within 60 working minutes and"
                + " goes to another rep. Owner so far: ben."),
        message.lines());
    assertEquals(List.of("Open"), labels(message));
  }

  @Test
  void offersTheOwnerOfAQualifiedLeadToOpenADeal() {
    PostedMessage message = posted(sample(LeadQualified.class), Samples.BEN);
    assertEquals(List.of("✅ Claire Martin, Assurance Lyon (A2) is qualified."), message.lines());
    assertEquals(List.of("Open a deal…", "Not a fit…"), labels(message));
    assertEquals(
        List.of("OPEN_DEAL " + LEAD + " " + Samples.BEN, "DISQUALIFY " + LEAD + " " + Samples.BEN),
        permissions(message));
  }

  @Test
  void offersTheOwnerOfADealItsNextSteps() {
    PostedMessage message = posted(sample(DealOpened.class), Samples.BEN);
    assertEquals(
        List.of("Deal opened: Assurance Lyon · £40,000 · prospecting · closes Fri 18 Dec 2026"),
        message.lines());
    assertEquals(List.of("Stage…", "Won…", "Lost…"), labels(message));
    assertEquals(
        List.of(
            "MOVE_DEAL D-1042 " + Samples.BEN,
            "WIN_DEAL D-1042 " + Samples.BEN,
            "LOSE_DEAL D-1042 " + Samples.BEN),
        permissions(message));
  }

  @Test
  void leavesOutWhatNobodySaidOfADeal() {
    DealOpened bare =
        opened(
            deal -> {
              deal.remove(List.of("expectedClose", "leadId"));
              deal.withObject("amount").put("minor", 0);
            },
            Way.COMMAND);
    assertEquals(
        List.of("Deal opened: Assurance Lyon · prospecting"), posted(bare, Samples.BEN).lines());
  }

  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"CRM", "IMPORT"})
  void tellsNobodyOfADealThatIsWorkedElsewhere(Way way) {
    suite.deliver(opened(deal -> {}, way));
    assertEquals(List.of(), told());
  }

  @Test
  void tellsNobodyOfADealThatIsOverAlready() {
    suite.deliver(
        opened(
            deal -> deal.put("state", "WON").put("stage", "won").put("closed", "2026-11-04"),
            Way.COMMAND));
    assertEquals(List.of(), told());
  }

  @Test
  void tellsTheOwnersTeamOfAWin() {
    PostedMessage message =
        posted(
            won(
                deal ->
                    deal.put("name", "Garonne Logistics")
                        .put("owner", Samples.ANA)
                        .put("closed", "2026-12-05"),
                Way.CRM),
            Samples.TEAM_CHANNEL);
    assertEquals(List.of("🎉 ana won Garonne Logistics · £40,000 · 31 days"), message.lines());
    assertEquals(List.of(), message.buttons());
  }

  @ParameterizedTest
  @CsvSource({"2026-11-04, ''", "2026-11-03, ''", "2026-11-05, ' · 1 day'"})
  void countsTheDaysToAWinUnlessThereAreNone(String closed, String days) {
    assertEquals(
        List.of("🎉 ben won Assurance Lyon · £40,000" + days),
        posted(won(deal -> deal.put("closed", closed), Way.SLACK), KIM).lines());
  }

  @Test
  void tellsNobodyOfAnImportedWinOrOfOneThatNobodyOwns() {
    suite.deliver(
        won(deal -> {}, Way.IMPORT),
        won(deal -> deal.put("unknownOwner", "Ben K").remove("owner"), Way.CRM));
    assertEquals(List.of(), told());
  }

  private static DealOpened orphan(Way way) {
    return opened(deal -> deal.put("unknownOwner", "Ben K <b@x.com>").remove("owner"), way);
  }

  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"CRM", "API", "COMMAND"})
  void tellsEveryTeamOfADealThatNobodyOwns(Way way) {
    suite.deliver(orphan(way));
    assertEquals(List.of(Samples.TEAM_CHANNEL, KIM), told());
    suite.wake(KIM);
    PostedMessage message = suite.slack.messages(KIM).getFirst();
    assertEquals(
        List.of("Nobody owns deal Assurance Lyon: owner “Ben K <b@x.com>” is not a rep."),
        message.lines());
    assertEquals(List.of(), message.buttons());
  }

  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"IMPORT", "SLACK", "AUTOMATIC"})
  void leavesDealsOfUnknownOwnersToTheImportsReport(Way way) {
    suite.deliver(orphan(way));
    assertEquals(List.of(), told());
  }

  @Test
  void tellsTheTeamOfAMilestone() {
    assertEquals(
        List.of("🏁 ben reached 80 % of the quota (£144,000 of £180,000)"),
        posted(sample(QuotaReached.class), KIM).lines());
  }

  @Test
  void tellsTheTeamOfItsOwnMilestone() {
    QuotaReached team =
        sample(
            QuotaReached.class,
            data -> {
              data.remove("rep");
              data.put("team", "emea");
            });
    String text = teamHears(team).getFirst();
    assertTrue(text.startsWith("🏁 Team emea reached 80 %"), text);
  }

  @Test
  void tellsManagersOfWinsThatCountForNobody() {
    assertEquals(
        List.of(
            "🟠 Won Vasa Shipping, D-1061 · SEK 99,000 counts for nobody: there is no exchange rate"
                + " for SEK on Thu 3 Dec 2026. Add one to the settings."),
        teamHears(sample(CreditHeld.class)));
    CreditHeld left =
        sample(
            CreditHeld.class,
            data -> {
              data.put("dealId", "D-9");
              data.put("reason", "OWNER_LEFT");
              data.put("team", "emea");
            });
    String text = teamHears(left).getFirst();
    assertTrue(
        text.endsWith("counts for team emea alone: its owner had left. Give it to a rep."), text);
  }

  @Test
  void tellsManagersWhoIsBehindPaceAndWhatWasClosed() {
    assertEquals(
        List.of(
            "🐢 Team emea after 25 of 64 working days: 1 behind pace. chloe 52 % (£6,100 of"
                + " £30,000)"),
        teamHears(sample(PaceReported.class)));
    assertEquals(
        List.of("📕 2026-Q3 is closed · 33 statements · £42,113.50 to pay"),
        teamHears(sample(PeriodClosed.class)));
    assertEquals(
        List.of("🏆 ana and ben won February sprint · £500 · Dinner for two"),
        teamHears(sample(ContestClosed.class)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CommissionEarned",
        "LeadContacted",
        "LeadDisqualified",
        "NurtureDue",
        "ActivityLogged",
        "DealChanged",
        "DealLost",
        "DealReopened"
      })
  void tellsNobodyOfTheRest(String event) {
    suite.deliver(QueueMessages.batch(QueueMessages.golden(event)));
    assertEquals(List.of(), told());
  }

  @Test
  void leavesOwnersAloneWhereTheSettingsSaySo() {
    suite.apply(
        Samples.settings(
            new Settings.SlackRules(false, List.of(), true, true, List.of(), 20, false)));
    suite.deliver(overdue("REMIND", 15, 60), sample(LeadQualified.class), sample(DealOpened.class));
    assertEquals(List.of(), told());
  }

  @Test
  void givesEachMessageOfADigestItsFirstButton() {
    List<Event> events = new ArrayList<>();
    events.add(overdue("REMIND", 15, 60));
    events.add(sample(LeadQualified.class));
    events.add(sample(DealOpened.class));
    events.add(opened(deal -> deal.put("dealId", "D-2"), Way.API));
    suite.deliver(events.toArray(Event[]::new));
    suite.wake(Samples.BEN);
    PostedMessage digest = suite.slack.messages(Samples.BEN).getFirst();
    assertEquals(
        List.of("Contacted", "Open a deal…", "Stage…", "Stage…"),
        labels(digest).stream().sorted().toList(),
        digest.lines().toString());
  }

  @Test
  void keepsARowWithinOneWriteUnitWhateverPeopleWrite() {
    StringBuilder summary = new StringBuilder("<!channel> *x* \u202E");
    new Random(1).ints(400, 0x4E00, 0x9FFF).forEach(summary::appendCodePoint);
    ResponseOverdue overdue =
        sample(
            ResponseOverdue.class,
            event ->
                event
                    .put("measure", "REASSIGN")
                    .withObject("lead")
                    .put("summary", summary.toString()));
    Note note = new WorkNotes(new Notes(Samples.settings())).reassigned(overdue);
    assertTrue(note.packed().length <= Note.BYTES_MAX, "bytes " + note.packed().length);
    assertTrue(posted(overdue, KIM).lines().getFirst().startsWith("🟠 <!channel> *x* "));
  }
}
