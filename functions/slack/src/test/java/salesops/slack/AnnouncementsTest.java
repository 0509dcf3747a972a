package salesops.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salesops.events.LeadUnassigned;
import salesops.model.settings.RoutingRules.Path;
import salesops.model.settings.Settings;
import salesops.runtime.Json;
import salesops.slack.Announcements.Announcement;
import salesops.testkit.TestSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class AnnouncementsTest {
  /** The first escalates to what is another team's own channel, the others share one. */
  private static final Announcements ANNOUNCEMENTS =
      new Announcements(
          TestSettings.northwind()
              .teams(
                  team("emea", "tom", "#emea", "#world"),
                  team("apac", "kim", "#apac", "#ops"),
                  team("americas", "lee", "#americas", "#ops"),
                  team("world", "mia", "#world", null))
              .build());

  private static Settings.Team team(
      String name, String manager, String channel, @Nullable String escalate) {
    return new Settings.Team(name, TestSettings.person(manager), channel, escalate);
  }

  private static List<String> told(LeadUnassigned held) {
    return ANNOUNCEMENTS.of(held).stream().map(AnnouncementsTest::channelAndManager).toList();
  }

  private static String channelAndManager(Announcement announcement) {
    return announcement.channel().address()
        + " "
        + Objects.requireNonNull(announcement.note()).manager();
  }

  @Test
  void anEscalationActsForTheManagerOfTheLeadsTeam() {
    assertEquals(
        List.of("#ops lee@northwind.example"),
        told(Samples.escalated(Samples.lead("Lead 1", Map.of()), "americas")));
    assertEquals(
        List.of("#world tom@northwind.example"),
        told(Samples.escalated(Samples.lead("Lead 1", Map.of()), "emea")));
  }

  @Test
  void aHoldThatSaysThatItIsNoEscalationIsNone() {
    LeadUnassigned held = Samples.held(Samples.person("Lead 1"), false, "emea");
    JsonNode said = ((ObjectNode) Json.MAPPER.valueToTree(held)).put("escalated", false);
    assertEquals(
        List.of("#emea tom@northwind.example"),
        told(Json.MAPPER.treeToValue(said, LeadUnassigned.class)));
  }

  @Test
  void anEscalationOfNoTeamIsToldOnceInEachChannel() {
    assertEquals(
        List.of("#world tom@northwind.example", "#ops kim@northwind.example"),
        told(Samples.escalated(Samples.lead("Lead 1", Map.of()), null)));
  }

  @Test
  void aManagerWhoIsGivenALeadHearsOfItOnceAndAsItsOwner() {
    for (boolean repAlways : List.of(true, false)) {
      Settings settings =
          TestSettings.northwind()
              .teams(new Settings.Team("apac", TestSettings.person("kim"), null, null))
              .slack(
                  new Settings.SlackRules(
                      repAlways, List.of("A1"), true, true, List.of(), 3, false))
              .build();
      List<Announcement> told =
          new Announcements(settings)
              .of(
                  Samples.assigned(
                      Samples.person("Lead 1"), "A1", "kim@northwind.example", Path.FALLBACK));
      assertEquals(1, told.size());
      assertEquals(
          repAlways ? Note.Kind.OWNED : Note.Kind.HOT,
          Objects.requireNonNull(told.getFirst().note()).kind());
    }
  }

  @Test
  void aPersonsOwnMessagesActForThatPersonWhoseverTeamItIs() {
    Announcements announcements =
        new Announcements(
            TestSettings.northwind()
                .teams(team("emea", "tom", "pat@northwind.example", null))
                .build());
    assertEquals(
        List.of("pat@northwind.example null"),
        announcements.of(Samples.held(Samples.person("Lead 1"), false, "emea")).stream()
            .map(AnnouncementsTest::channelAndManager)
            .toList());
  }

  @Test
  void soManyTeamsHearOfALeadThatBelongsToNone() {
    Settings.Team[] teams =
        IntStream.rangeClosed(1, 11)
            .mapToObj(n -> team("team" + n, "boss" + n, "#team" + n, "#ops" + n))
            .toArray(Settings.Team[]::new);
    Announcements many = new Announcements(TestSettings.northwind().teams(teams).build());
    assertEquals(10, many.of(Samples.held(Samples.person("Lead 1"), false, null)).size());
    assertEquals(10, many.of(Samples.escalated(Samples.person("Lead 1"), null)).size());
  }

  @Test
  void aTeamsOwnChannelActsForItsManagerWhoeverEscalatesToIt() {
    assertEquals(
        List.of("#world mia@northwind.example"),
        told(Samples.held(Samples.lead("Lead 1", Map.of()), false, "world")));
  }
}
