package salesops.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salesops.events.LeadUnassigned;
import salesops.model.settings.Settings;
import salesops.slack.Announcements.Announcement;
import salesops.testkit.TestSettings;

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
  void anEscalationOfNoTeamIsToldOnceInEachChannel() {
    assertEquals(
        List.of("#world tom@northwind.example", "#ops kim@northwind.example"),
        told(Samples.escalated(Samples.lead("Lead 1", Map.of()), null)));
  }

  @Test
  void aTeamsOwnChannelActsForItsManagerWhoeverEscalatesToIt() {
    assertEquals(
        List.of("#world mia@northwind.example"),
        told(Samples.held(Samples.lead("Lead 1", Map.of()), false, "world")));
  }
}
